/** What only a PostgreSQL server does: connections that end, limits on time, several programs at once. */
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { rows, type Tx } from '../../src/db/db.ts';
import { isAway } from '../../src/db/errors.ts';
import { migrate } from '../../src/db/migrate.ts';
import type { Store } from '../../src/db/open.ts';
import { inTx } from '../../src/db/tx.ts';
import { testStore } from '../support/database.ts';
import { added, noteMigrations, notesMigrations } from '../support/notes.ts';

let store: Store;
beforeAll(async () => {
  store = await testStore(noteMigrations);
});
afterAll(() => store.close());

/** Ends the connections of the store, as a restart of the server does. */
async function cutConnections(): Promise<void> {
  const other = postgres(store.databaseUrl!, { max: 1, fetch_types: false });
  await other`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
  await other.end();
}

/** The store's own idle connections were cut as well, and the news of it may reach us only with the next statement. */
async function atLast<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      expect(isAway(error)).toBe(true);
    }
  }
}

/** A transaction that writes, loses its connection, and goes on as `then` says. */
const cutOff = (then: (tx: Tx) => Promise<unknown>) =>
  inTx(store.db, async (tx) => {
    await rows(tx, sql`insert into notes (id, body) values (1, '一')`);
    await cutConnections();
    await then(tx);
  });

test.each<[string, (tx: Tx) => Promise<unknown>]>([
  ['goes on writing', (tx) => rows(tx, sql`insert into notes (id, body) values (2, '二')`)],
  ['only ends', async () => {}],
  ['fails for a reason of its own', () => Promise.reject(new Error('a fault of ours'))],
  ['waits for the answer', async (tx) => Promise.all([rows(tx, sql`select pg_sleep(60)`), cutConnections()])],
  [
    'is in a savepoint',
    (tx) => tx.transaction((inner) => rows(inner, sql`insert into notes (id, body) values (2, '二')`)),
  ],
])('a transaction that loses its connection and %s is "away", and leaves nothing of itself', async (_, then) => {
  const error = await cutOff(then).catch((e) => e);
  expect(isAway(error)).toBe(true);
  // Time for what the driver would do behind our back.
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(await atLast(() => rows(store.db, sql`select id from notes`))).toEqual([]);
});

test('a store goes on through one cut after another', async () => {
  const said: number[] = [];
  for (let id = 100; id < 120; id++) {
    const write = inTx(store.db, async (tx) => {
      await rows(tx, sql`insert into notes (id, body) values (${id}, ${`n${id}`})`);
      await rows(tx, sql`select pg_sleep(0.002)`);
    });
    const [written] = await Promise.allSettled([write, id % 3 === 0 ? cutConnections() : undefined]);
    if (written.status === 'fulfilled') said.push(id);
    else expect(isAway(written.reason)).toBe(true);
  }
  const found = await rows<{ id: number }>(store.db, sql`select id from notes where id >= 100 order by id`);
  expect(found.map((row) => row.id)).toEqual(expect.arrayContaining(said));
  expect(said.length).toBeGreaterThan(9);
});

test('connections that ended while nobody used them are made anew', async () => {
  await rows(store.db, sql`select 1`);
  await cutConnections();
  expect(await atLast(() => rows(store.db, sql`select 1 as one`))).toEqual([{ one: 1 }]);
});

test('times are UTC and statements have a limit, whatever the server is set to', async () => {
  expect(await rows(store.db, sql`show timezone`)).toEqual([{ TimeZone: 'UTC' }]);
  expect(await rows(store.db, sql`show statement_timeout`)).toEqual([{ statement_timeout: '30s' }]);
  const late = inTx(store.db, async (tx) => {
    await tx.execute(sql`set local statement_timeout = 1`);
    await tx.execute(sql`select pg_sleep(60)`);
  });
  const error = await late.catch((e) => e);
  expect(error.cause.code).toBe('57014');
  expect(isAway(error)).toBe(false);
});

test('several programs that start at the same time migrate once', async () => {
  const fresh = await testStore(noteMigrations);
  onTestFinished(fresh.close);
  const more = notesMigrations(added('0002_more', 1767400000000));
  await Promise.all([migrate(fresh, more), migrate(fresh, more), migrate(fresh, more)]);
  expect(await rows(fresh.db, sql`select count(*) as n from drizzle.__drizzle_migrations`)).toEqual([{ n: 3 }]);
  expect(await rows(fresh.db, sql`select count(*) as n from pg_locks where locktype = 'advisory'`)).toEqual([{ n: 0 }]);
});
