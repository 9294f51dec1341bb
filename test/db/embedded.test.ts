/** The embedded store keeps what it acknowledged, whatever happens to its disk or its process. */
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { rows } from '../../src/db/db.ts';
import { type EmbeddedClient, openEmbedded } from '../../src/db/embedded.ts';
import { isAway, isFull } from '../../src/db/errors.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openStore } from '../../src/db/open.ts';
import { newFolder } from '../support/folder.ts';
import { noteMigrations } from '../support/notes.ts';
import { runScript } from '../support/processes.ts';

/** A store made once and copied, because making one takes seconds; and its first try was killed half-way. */
const made = path.join(os.tmpdir(), `xingyuan-made-${process.pid}`);
let leftBehind: string[];
// On a busy machine making one takes half a minute.
beforeAll(async () => {
  await killDuringFirstStart();
  leftBehind = fs.readdirSync(made);
  const store = await openStore({ dataDir: made });
  await migrate(store, noteMigrations);
  await store.close();
}, 300_000);
afterAll(() => fs.rmSync(made, { recursive: true, force: true }));

async function killDuringFirstStart(): Promise<void> {
  const first = runScript('open', made);
  await new Promise<void>((resolve) => {
    const look = setInterval(() => {
      // The store is half copied to the disk.
      if (!fs.existsSync(path.join(made, 'db.new', 'PG_VERSION'))) return;
      clearInterval(look);
      resolve();
    }, 5);
  });
  first.process.kill('SIGKILL');
  await first.ended;
}

function copy(): string {
  const folder = newFolder();
  fs.cpSync(made, folder, { recursive: true });
  return folder;
}

/** A disk that can be made to fail, and that remembers which files were flushed. */
function newDisk() {
  const disk = {
    flushed: [] as number[],
    fault: '',
    flush(fd: number) {
      if (disk.fault) throw Object.assign(new Error(disk.fault), { code: disk.fault });
      fs.fsyncSync(fd);
      disk.flushed.push(fs.fstatSync(fd).ino);
    },
  };
  return disk;
}

async function openCopy(disk = newDisk()) {
  const folder = path.join(copy(), 'db');
  const { client, close } = await openEmbedded(folder, disk.flush);
  onTestFinished(close);
  return { folder, client, disk };
}

const write = (client: EmbeddedClient, id: number) =>
  client.query('insert into notes (id, body) values ($1, $2)', [id, `note ${id}`]);
const ids = async (client: EmbeddedClient) =>
  (await client.query<{ id: number }>('select id from notes order by id')).rows.map((row) => row.id);

test('every commit flushes the log to the disk; reading flushes nothing', async () => {
  const { folder, client, disk } = await openCopy();
  const log = path.join(folder, 'pg_wal');
  for (let id = 1; id <= 20; id++) {
    disk.flushed = [];
    await write(client, id);
    const logFiles = fs.readdirSync(log).map((name) => fs.statSync(path.join(log, name)).ino);
    expect(disk.flushed.filter((file) => logFiles.includes(file))).not.toEqual([]);
  }
  disk.flushed = [];
  expect(await ids(client)).toHaveLength(20);
  expect(disk.flushed).toEqual([]);
});

test('a checkpoint flushes the tables', async () => {
  const { folder, client, disk } = await openCopy();
  await write(client, 1);
  const { rows: found } = await client.query<{ file: string }>(`select pg_relation_filepath('notes') as file`);
  disk.flushed = [];
  await client.query('checkpoint');
  expect(disk.flushed).toContain(fs.statSync(path.join(folder, found[0]!.file)).ino);
});

test('a commit that cannot be flushed is refused, nothing after it is believed, and the store comes back', async () => {
  const { client, disk } = await openCopy();
  await write(client, 1);
  disk.fault = 'EIO';
  const refused = await Promise.all([write(client, 2), write(client, 3), ids(client)].map((p) => p.catch((e) => e)));
  expect(refused.map((error) => [isAway(error), isFull(error)])).toEqual(Array(3).fill([true, false]));
  disk.fault = '';
  const after = await ids(client);
  expect(after).toContain(1);
  expect(after).not.toContain(3);
  await write(client, 4);
  expect(await ids(client)).toContain(4);
});

test('a full disk is told as such, also out of a transaction', async () => {
  const { client, disk } = await openCopy();
  const work = client.transaction(async (tx) => {
    await tx.query(`insert into notes values (1, 'one')`);
    disk.fault = 'ENOSPC';
  });
  const error = await work.catch((e) => e);
  expect([isAway(error), isFull(error)]).toEqual([true, true]);
});

test('the log is kept short, so that a start after a crash is quick', async () => {
  const { client } = await openCopy();
  const log = async () => {
    const { rows: found } = await client.query<{ end: number; open: number }>(
      `select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as end, pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::float8 as open from pg_control_checkpoint()`,
    );
    return found[0]!;
  };
  await client.query('create table papers (body text)');
  const before = await log();
  for (let id = 0; id < 600; id++)
    await client.query('insert into papers values ($1)', [crypto.randomBytes(20_000).toString('base64')]);
  const after = await log();
  expect(after.end - before.end).toBeGreaterThan(16 * 1024 * 1024);
  expect(after.open).toBeLessThan(14 * 1024 * 1024);
});

test('a damaged store is not touched, and whoever starts the program is told what to do', async () => {
  const folder = copy();
  const damaged = path.join(folder, 'db', 'global', 'pg_control');
  fs.truncateSync(damaged, 100);
  const before = fs.readdirSync(path.join(folder, 'db'), { recursive: true }).sort();
  await expect(openStore({ dataDir: folder })).rejects.toThrow(
    `数据文件夹 ${folder} 里的数据库打不开，请先把整个文件夹复制一份留底，再用最近的备份恢复`,
  );
  const after = fs.readdirSync(path.join(folder, 'db'), { recursive: true }).sort();
  expect(after.filter((name) => name !== 'postmaster.pid')).toEqual(before);
});

test('upkeep gives back what was deleted and tells the planner how much there is', async () => {
  const store = await openStore({ dataDir: copy() });
  onTestFinished(store.close);
  const counted = () => rows(store.db, sql`select reltuples::int as n from pg_class where relname = 'notes'`);
  await rows(store.db, sql`insert into notes (id, body) select n, 'note ' || n from generate_series(1, 500) n`);
  await rows(store.db, sql`delete from notes where id > 200`);
  expect(await counted()).toEqual([{ n: -1 }]);
  await store.upkeep();
  expect(await counted()).toEqual([{ n: 200 }]);
});

test('kill -9 in the middle of writing: all that was acknowledged is there, twice over', {
  timeout: 300_000,
}, async () => {
  const folder = copy();
  let acknowledged = 0;
  for (const enough of [30, 90]) {
    const writer = runScript('write', folder);
    for await (const line of writer.lines) {
      acknowledged = Number(line);
      if (acknowledged === enough) writer.process.kill('SIGKILL');
    }
    await writer.ended;
  }
  const store = await openStore({ dataDir: folder });
  onTestFinished(store.close);
  const found = await rows<{ id: number }>(store.db, sql`select id from notes order by id`);
  expect(found.length).toBeGreaterThanOrEqual(acknowledged);
  expect(found.map((row) => row.id)).toEqual(found.map((_, at) => at + 1));
});

test('kill -9 during the very first start leaves nothing in the way of the next', async () => {
  expect(leftBehind.sort()).toEqual(['db.new', 'lock']);
  const { client } = await openCopy();
  expect(await ids(client)).toEqual([]);
});
