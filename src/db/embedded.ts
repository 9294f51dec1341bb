/**
 * The embedded store: Postgres in this process (PGlite), its files in one folder, flushed to the disk at every commit.
 * It has no background processes, so checkpoints are made here, and `vacuum` when the program asks for it.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { DurableFolder, durableStart } from './durable-folder.ts';
import { flush, flushPath } from './flush.ts';
import { PreparedPGlite } from './prepared.ts';

/** What drizzle uses of PGlite. */
export type EmbeddedClient = Pick<PGlite, 'query' | 'transaction'>;

export interface Embedded {
  client: EmbeddedClient;
  close(): Promise<void>;
}

/** Log files of 1 MB instead of 16: a young store is small, and little is written to make room for more. */
export const makeParameters = ['--wal-segsize=1'];
/** How many flushes pass before the length of the log is looked at, and first of all what the tables hold. */
const lookEvery = 16;
/** A log that grew by this many bytes is written back: what a crash leaves to read again stays below some tenths of a second. */
const longestLog = 8 * 1024 * 1024;
/** At most this many flushes pass until Postgres looks anew at what its tables hold; while the store is young, far fewer. */
const analyseEvery = 8192;
const ourTables =
  "select string_agg(format('%I', relname), ', ') as tables from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'";
/** After a failed try to open it again, this many milliseconds pass before the next. */
const reopenPause = 5_000;

interface Running {
  pg: PreparedPGlite;
  files: DurableFolder;
  flushesAtLook: number;
  /** The number of flushes at which the tables are looked at next. */
  analyseAt: number;
  /** What Postgres said when it gave up. */
  lastWords: string;
}

/**
 * Opens the store in `folder`, and makes it first if it is not there. After a disk fault or a full disk the store in memory
 * is given up and the next use opens it anew. The caller holds the lock of the folder.
 * @param flushFile for tests: flushes a file, throws what Node throws
 */
export async function openEmbedded(folder: string, flushFile: (fd: number) => void = flush): Promise<Embedded> {
  if (!fs.existsSync(folder)) await make(folder, flushFile);
  let running = start(folder, flushFile);
  await running;

  async function current(): Promise<Running> {
    const seen = running;
    const now = await seen;
    if (!now.pg.gaveUp) return now;
    if (running !== seen) return current();
    now.files.abandon();
    running = start(folder, flushFile);
    // Until the pause is over everybody gets the same refusal.
    running.catch(() => setTimeout(() => (running = seen), reopenPause).unref());
    return running;
  }

  async function run<T>(work: (pg: PGlite) => Promise<T>): Promise<T> {
    const now = await current();
    try {
      const result = await work(now.pg);
      await lookAfter(now);
      return result;
    } catch (error) {
      throw now.pg.gaveUp ? gone(error, now.lastWords) : error;
    }
  }

  return {
    client: {
      query: <T>(...query: Parameters<PGlite['query']>) => run((pg) => pg.query<T>(...query)),
      transaction: (work) => run((pg) => pg.transaction(work)),
    },
    async close() {
      const now = await running;
      if (now.pg.gaveUp) now.files.abandon();
      else await now.pg.close();
    },
  };
}

async function start(folder: string, flushFile: (fd: number) => void): Promise<Running> {
  const files = new DurableFolder(folder, flushFile);
  const said = { lastWords: '' };
  const onStderr = (line: string) => {
    if (/PANIC|FATAL/.test(line)) said.lastWords = line;
    return true;
  };
  try {
    const pg = new PreparedPGlite({
      fs: files,
      startParams: durableStart,
      initDbStartParams: makeParameters,
      onStderr,
    });
    await pg.waitReady;
    return Object.assign(said, { pg: pg.watch(), files, flushesAtLook: 0, analyseAt: lookEvery });
  } catch (error) {
    files.abandon();
    throw gone(error, said.lastWords);
  }
}

/**
 * Makes a new store beside its place and moves it there when every file of it is on the disk: a first start that is cut
 * off leaves nothing that looks like a store.
 */
async function make(folder: string, flushFile: (fd: number) => void): Promise<void> {
  const unfinished = `${folder}.new`;
  fs.rmSync(unfinished, { recursive: true, force: true });
  fs.mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  const { pg } = await start(unfinished, flushFile);
  await pg.close();
  const inside = fs.readdirSync(unfinished, { recursive: true, encoding: 'utf8' });
  for (const name of ['', ...inside]) flushPath(path.join(unfinished, name), flushFile);
  fs.renameSync(unfinished, folder);
  flushPath(path.dirname(folder), flushFile);
}

/**
 * What Postgres' background processes do on a server. Without a checkpointer the log would grow until the next clean end, and
 * with it the start after a crash; without autovacuum plans would be made for empty tables, and reading one claim read all.
 */
async function lookAfter(now: Running): Promise<void> {
  const { flushes } = now.files;
  if (flushes - now.flushesAtLook < lookEvery) return;
  now.flushesAtLook = flushes;
  try {
    if (flushes >= now.analyseAt) {
      now.analyseAt = flushes + Math.min(flushes, analyseEvery);
      const { rows } = await now.pg.query<{ tables: string | null }>(ourTables);
      // Named, or Postgres would go through its own catalogs too, which takes fifty times as long.
      if (rows[0]?.tables) await now.pg.query(`analyze ${rows[0].tables}`);
    }
    const { rows } = await now.pg.query<{ grown: string }>(
      'select pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn) as grown from pg_control_checkpoint()',
    );
    if (Number(rows[0]?.grown) > longestLog) await now.pg.query('checkpoint');
  } catch {
    // What the caller asked for is done all the same. A store that gave up over this is opened again at the next use.
  }
}

/** The error that the callers see when the store gave up; `isAway` knows it, and `isFull` when the disk is full. */
function gone(error: unknown, lastWords: string): unknown {
  const cause = /no space left|quota/i.test(lastWords)
    ? Object.assign(new Error(lastWords, { cause: error }), { code: 'ENOSPC' })
    : error;
  return Object.assign(new Error(`the embedded database stopped: ${lastWords || String(error)}`, { cause }), {
    code: 'STORE_GONE',
  });
}
