import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pgbench } from '../../bench/pgbench.ts';
import { rows } from '../../src/db/db.ts';
import type { Store } from '../../src/db/open.ts';
import { testStore } from '../support/database.ts';
import { noteMigrations } from '../support/notes.ts';

let store: Store;
beforeAll(async () => {
  store = await testStore(noteMigrations);
});
afterAll(() => store.close());

const load = (script: string) =>
  pgbench({ url: store.databaseUrl!, script, clients: 2, seconds: 1, variables: { body: "'x'" } });

test('a load runs and is measured', async () => {
  const script = `\\set id random(1, 1000000000)\ninsert into notes (id, body) values (:id, :body || :id) on conflict do nothing;`;
  const measured = await load(script);
  const [found] = await rows<{ n: number }>(store.db, sql`select count(*) as n from notes`);
  expect(found!.n).toBeGreaterThan(0);
  expect(measured.tps).toBeGreaterThan(0);
  expect(measured.latencyMs).toBeGreaterThan(0);
  expect(measured.failed).toBe(0);
});

test('a script that fails is told in the words of the database', async () => {
  await expect(load('select nothing;')).rejects.toThrow('column "nothing" does not exist');
});
