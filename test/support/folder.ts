/** A folder of its own for a test, removed when the test is over. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

export function newFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'xingyuan-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}
