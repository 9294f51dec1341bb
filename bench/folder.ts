/** A data folder that is there as long as it is measured in. Set TMPDIR where /tmp is memory: flushing costs nothing there. */
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openStore, type Store } from '../src/db/open.ts';

export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'xingyuan-bench-'));
  try {
    return await work(folder);
  } finally {
    await fs.rm(folder, { recursive: true });
  }
}

/** The same with the embedded store open in it. */
export function inEmbedded<T>(work: (store: Store) => Promise<T>): Promise<T> {
  return inFolder(async (dataDir) => {
    const store = await openStore({ dataDir });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  });
}
