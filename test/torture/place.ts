/** Where a run keeps its data: a folder, and with Postgres a database of its own; both are taken away afterwards. */
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { openStore, type Store } from '../../src/db/open.ts';

export type StoreKind = 'embedded' | 'postgres';

export interface Place {
  folder: string;
  /** Empty with the embedded store. */
  databaseUrl: string;
  /** Opens the store for a look, when no program has it. */
  open(): Promise<Store>;
  remove(): Promise<void>;
}

/** @param server the address of a PostgreSQL server; without it the store is embedded */
export async function newPlace(server?: string): Promise<Place> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'xingyuan-torture-'));
  const database = server ? await newDatabase(server) : undefined;
  const databaseUrl = database?.url ?? '';
  return {
    folder,
    databaseUrl,
    open: () => openStore({ dataDir: folder, databaseUrl }),
    async remove() {
      fs.rmSync(folder, { recursive: true, force: true });
      await database?.drop();
    },
  };
}

async function newDatabase(server: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `xingyuan_torture_${crypto.randomUUID().slice(0, 8)}`;
  const asOwner = async (statement: string): Promise<void> => {
    const client = postgres(server, { max: 1, fetch_types: false, onnotice: () => {} });
    await client.unsafe(statement);
    await client.end({ timeout: 5 });
  };
  await asOwner(`create database "${name}"`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asOwner(`drop database if exists "${name}" with (force)`) };
}
