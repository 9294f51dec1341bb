import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, rows, type Tx } from '../../src/db/db.ts';
import { isAway, isClash, isFull, isUnique } from '../../src/db/errors.ts';
import type { Store } from '../../src/db/open.ts';
import { inTx } from '../../src/db/tx.ts';
import { testStore } from '../support/database.ts';
import { noteMigrations } from '../support/notes.ts';

let store: Store;
beforeAll(async () => {
  store = await testStore(noteMigrations);
});
afterAll(() => store.close());

/** A retry without waiting, which notes how long it would have waited. */
function patience(random = () => 0.5) {
  const pauses: number[] = [];
  return { pauses, random, pause: async (milliseconds: number) => void pauses.push(milliseconds) };
}

const clash = (code: string) => sql.raw(`do $$ begin raise exception 'clash' using errcode = '${code}'; end $$`);

test.each(['40001', '40P01'])('what clashed with another (%s) is undone and done again', async (code) => {
  const retry = patience();
  let tries = 0;
  const result = await inTx(
    store.db,
    async (tx) => {
      await rows(tx, sql`insert into notes (id, body) values (${Number.parseInt(code, 36)}, ${code})`);
      if (++tries < 3) await tx.execute(clash(code));
      return tries;
    },
    retry,
  );
  expect(result).toBe(3);
  expect(retry.pauses).toEqual([8, 16]);
  expect(await rows(store.db, sql`select 1 as n from notes where body = ${code}`)).toEqual([{ n: 1 }]);
});

test('what else is worth another try is said by who asks', async () => {
  const retry = { ...patience(), alsoAfter: (error: unknown) => isUnique(error, 'notes_pkey') };
  let id = 4_000_000;
  const add = (tx: Tx) => rows(tx, sql`insert into notes (id, body) values (${id}, ${`twice ${id++}`})`);
  await inTx(store.db, add, retry);
  id = 4_000_000;
  await inTx(store.db, add, retry);
  expect(retry.pauses).toEqual([8]);
  expect(await rows(store.db, sql`select id from notes where body like 'twice %' order by id`)).toEqual([
    { id: 4_000_000 },
    { id: 4_000_001 },
  ]);
});

test('it gives up after six tries with the error itself', async () => {
  const retry = patience(() => 0);
  const error = await inTx(store.db, (tx) => tx.execute(clash('40001')), retry).catch((e) => e);
  expect(isClash(error)).toBe(true);
  expect(retry.pauses).toEqual([4, 8, 16, 32, 64]);
});

test('any other error is not tried again', async () => {
  const retry = patience();
  let tries = 0;
  const work = inTx(store.db, async () => Promise.reject(new Error(`no ${++tries}`)), retry);
  await expect(work).rejects.toThrow('no 1');
  expect(retry.pauses).toEqual([]);
});

test('those who clashed wait differently long', () => {
  fc.assert(
    fc.asyncProperty(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), async (luck) => {
      const retry = patience(() => luck);
      const busy = { transaction: () => Promise.reject({ code: '40001' }) } as unknown as Db;
      await inTx(busy, async () => {}, retry).catch(() => {});
      expect(retry.pauses).toEqual([8, 16, 32, 64, 128].map((base) => base * (0.5 + luck)));
    }),
  );
});

const wrapped = (inner: object) => new Error('Failed query', { cause: new Error('deeper', { cause: inner }) });

test.each([
  ['57P01', [true, false]],
  ['57P03', [true, false]],
  ['08006', [true, false]],
  ['53300', [true, false]],
  ['ECONNREFUSED', [true, false]],
  ['CONNECTION_CLOSED', [true, false]],
  ['CONNECT_TIMEOUT', [true, false]],
  ['53100', [false, true]],
  ['ENOSPC', [false, true]],
  ['57014', [false, false]],
  ['23505', [false, false]],
  ['42P01', [false, false]],
])('%s: away and full are %j, however deep it is wrapped', (code, expected) => {
  for (const error of [{ code }, wrapped({ code }), { errors: [{ code }] }])
    expect([isAway(error), isFull(error)]).toEqual(expected);
});

test('what is no error of a store is none of these', () => {
  fc.assert(
    fc.property(fc.anything(), (thing) => {
      const known = [isAway, isFull, isUnique, isClash].map((test) => test(thing));
      if (known.includes(true)) expect(JSON.stringify(thing)).toMatch(/code|severity/);
    }),
  );
});
