import fs from 'node:fs';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { rows } from '../../src/db/db.ts';
import { migrate, migrationsFolder } from '../../src/db/migrate.ts';
import type { Store } from '../../src/db/open.ts';
import { testStore } from '../support/database.ts';
import { added, noteMigrations, notesMigrations } from '../support/notes.ts';

async function storeWith(folder: string): Promise<Store> {
  const store = await testStore(folder);
  onTestFinished(store.close);
  return store;
}

test('applies what is missing, once, in order', async () => {
  const store = await storeWith(notesMigrations((entries) => entries.slice(0, 1)));
  expect(await migrate(store, noteMigrations)).toEqual(['0001_times']);
  expect(await migrate(store, noteMigrations)).toEqual([]);
  await rows(store.db, sql`insert into notes (id, body, at) values (1, 'x', now())`);
});

test('a migration that fails leaves nothing of itself', async () => {
  const store = await storeWith(noteMigrations);
  const broken = notesMigrations(added('0002_broken', 1767400000000));
  fs.writeFileSync(
    path.join(broken, '0002_broken.sql'),
    'create table half (id integer);\n--> statement-breakpoint\nselect 1/0;',
  );
  await expect(migrate(store, broken)).rejects.toThrow();
  expect(await rows(store.db, sql`select to_regclass('half')::text as half`)).toEqual([{ half: null }]);
  expect(await migrate(store, noteMigrations)).toEqual([]);
});

test('an older program refuses a newer database', async () => {
  const store = await storeWith(notesMigrations(added('0002_future', 1767400000000)));
  await expect(migrate(store, noteMigrations)).rejects.toThrow('请更新程序后再启动');
});

test('a migration that a merge put before an applied one is not left out without a word', async () => {
  const store = await storeWith(noteMigrations);
  const late = notesMigrations(added('0002_late', 1767300000000));
  await expect(migrate(store, late)).rejects.toThrow('0002_late is older than one that is applied');
});

test("the program's own migrations apply to an empty store and are in order of their times", async () => {
  const store = await storeWith(migrationsFolder);
  expect(await migrate(store)).toEqual([]);
  const { entries } = JSON.parse(fs.readFileSync(path.join(migrationsFolder, 'meta', '_journal.json'), 'utf8'));
  const times = entries.map((entry: { when: number }) => entry.when);
  expect(times).toEqual([...times].sort((a, b) => a - b));
});
