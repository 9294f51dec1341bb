/** What every store answers in the same way, embedded or on a server. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rows } from '../../src/db/db.ts';
import { isUnique } from '../../src/db/errors.ts';
import type { Store } from '../../src/db/open.ts';
import { inTx } from '../../src/db/tx.ts';
import { testStore } from '../support/database.ts';
import { noteMigrations } from '../support/notes.ts';

let store: Store;
beforeAll(async () => {
  store = await testStore(noteMigrations);
});
afterAll(() => store.close());

test('values come in the same shape from every driver', async () => {
  const [row] = await rows(
    store.db,
    sql`select count(*) as bigint, 3::int as int, 1.5::float8 as float, 1.50::numeric as numeric, true as bool, null::text as null,
          '{"a":[1]}'::jsonb as jsonb, '{"b":null}'::json as json, array[1,2]::int[] as ints, array['a,b', 'c"', 'd\\e', '', null, 'NULL', '五 {六}', E'两\n行'] as texts,
          array[]::text[] as nothing, array['00000000-0000-7000-8000-000000000001'::uuid] as uuids, array[1.5, null]::float8[] as floats,
          '2026-03-01 08:00+08'::timestamptz as moment, '2026-03-01'::date as day, '08:30'::time as time, '90 minutes'::interval as span,
          '00000000-0000-7000-8000-000000000001'::uuid as uuid`,
  );
  expect(row).toEqual({
    bigint: 1,
    int: 3,
    float: 1.5,
    numeric: '1.50',
    bool: true,
    null: null,
    jsonb: { a: [1] },
    json: { b: null },
    ints: [1, 2],
    texts: ['a,b', 'c"', 'd\\e', '', null, 'NULL', '五 {六}', '两\n行'],
    nothing: [],
    uuids: ['00000000-0000-7000-8000-000000000001'],
    floats: [1.5, null],
    moment: '2026-03-01 00:00:00+00',
    day: '2026-03-01',
    time: '08:30:00',
    span: '01:30:00',
    uuid: '00000000-0000-7000-8000-000000000001',
  });
});

test('a key that is there already is told by the name of its constraint, also through wrappers', async () => {
  await rows(store.db, sql`insert into notes (id, body) values (1, '雨伞')`);
  const again = (id: number, body: string) =>
    inTx(store.db, (tx) => rows(tx, sql`insert into notes (id, body) values (${id}, ${body})`)).catch((error) => error);
  const key = await again(1, '水');
  expect([isUnique(key), isUnique(key, 'notes_pkey'), isUnique(key, 'notes_body')]).toEqual([true, true, false]);
  const body = await again(2, '雨伞');
  expect([isUnique(body), isUnique(body, 'notes_body')]).toEqual([true, true]);
  expect(isUnique(await rows(store.db, sql`select 1/0`).catch((error) => error))).toBe(false);
});

test('what fails in a transaction undoes all of it', async () => {
  const work = inTx(store.db, async (tx) => {
    await rows(tx, sql`insert into notes (id, body) values (10, '十')`);
    await rows(tx, sql`select 1/0`);
  });
  await expect(work).rejects.toThrow();
  expect(await rows(store.db, sql`select id from notes where id = 10`)).toEqual([]);
});
