/** Opens the store: a PostgreSQL server when there is an address, otherwise the embedded one in the data folder. */
import path from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { drizzle as onPglite } from 'drizzle-orm/pglite';
import { drizzle as onPostgres } from 'drizzle-orm/postgres-js';
import { type Db, rows } from './db.ts';
import { type EmbeddedClient, makeParameters, openEmbedded } from './embedded.ts';
import { isFull } from './errors.ts';
import { lockFolder } from './lock.ts';
import { PreparedPGlite } from './prepared.ts';
import { check, connect } from './server.ts';

export interface Store {
  db: Db;
  kind: 'embedded' | 'server';
  /** Only with `server`. */
  databaseUrl?: string;
  /** To be called nightly: what autovacuum does on a server, the embedded store does only when asked. */
  upkeep(): Promise<void>;
  /** Ends connections, lets go of the folder. What was committed stays. */
  close(): Promise<void>;
}

export interface StoreOptions {
  /** `postgres://…`; empty or absent: embedded. */
  databaseUrl?: string;
  /** The folder of all data; the embedded store lies in `db` in it. `memory`: nothing is kept, for tests. */
  dataDir: string | 'memory';
}

/** The same in drizzle.config.ts, or queries and tables disagree about names. */
const casing = 'snake_case';

/**
 * Opens the store. The tables are there after `migrate`.
 * Throws an Error with one Chinese sentence that says what to do when the folder is in use or the server does not answer.
 */
export async function openStore({ databaseUrl, dataDir }: StoreOptions): Promise<Store> {
  if (databaseUrl) return openServer(databaseUrl);
  if (dataDir === 'memory') return openMemory();
  const lock = await lockFolder(dataDir);
  try {
    const { client, close } = await openEmbedded(path.join(dataDir, 'db')).catch((cause) => {
      throw new Error(notOpening(dataDir, cause), { cause });
    });
    const db = handle(client);
    const [row] = await rows<{ fsync: string }>(db, sql`show fsync`);
    if (row?.fsync !== 'on') throw new Error('the embedded database does not flush to the disk');
    return {
      db,
      kind: 'embedded',
      upkeep: async () => void (await db.execute(sql`vacuum (analyze)`)),
      close: () => close().finally(lock.release),
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function notOpening(dataDir: string, error: Error): string {
  const folder = path.resolve(dataDir);
  if (isFull(error)) return `磁盘满了，数据文件夹 ${folder} 打不开：请腾出一些空间再启动，数据都还在。`;
  return `数据文件夹 ${folder} 里的数据库打不开，请先把整个文件夹复制一份留底，再用最近的备份恢复（${error.message}）。`;
}

async function openServer(databaseUrl: string): Promise<Store> {
  const server = connect(databaseUrl, 'work');
  try {
    await check(server, databaseUrl);
  } catch (error) {
    await server.end();
    throw error;
  }
  return {
    db: onPostgres(server.client, { casing }),
    kind: 'server',
    databaseUrl,
    upkeep: async () => {},
    close: server.end,
  };
}

/**
 * A store that ends with the process.
 * @param loadDataDir a store to begin with, as `PGlite.dumpDataDir` gives it
 */
export async function openMemory(loadDataDir?: Blob | undefined): Promise<Store> {
  const pg = new PreparedPGlite(loadDataDir ? { loadDataDir } : { initDbStartParams: makeParameters });
  await pg.waitReady;
  return { db: handle(pg.watch()), kind: 'embedded', upkeep: async () => {}, close: () => pg.close() };
}

/** drizzle's type asks for the whole of PGlite; what it uses is `EmbeddedClient`. */
function handle(client: EmbeddedClient): Db {
  return onPglite(client as PGlite, { casing });
}
