import fs from 'node:fs';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { rows } from '../../src/db/db.ts';
import { migrate, migrationsFolder } from '../../src/db/migrate.ts';
import type { Store } from '../../src/db/open.ts';
import { testStore } from '../support/database.ts';
import { newFolder } from '../support/folder.ts';
import { noteMigrations } from '../support/notes.ts';

interface Entry {
  when: number;
  tag: string;
}

/** The notes' migrations, changed as one likes. */
function migrations(change: (entries: Entry[]) => Entry[]): string {
  const folder = newFolder();
  fs.cpSync(noteMigrations, folder, { recursive: true });
  const journal = path.join(folder, 'meta', '_journal.json');
  const written = JSON.parse(fs.readFileSync(journal, 'utf8'));
  const entries = change(written.entries);
  for (const { tag } of entries) {
    const file = path.join(folder, `${tag}.sql`);
    if (!fs.existsSync(file)) fs.writeFileSync(file, `create table "${tag}" (id integer primary key)`);
  }
  fs.writeFileSync(journal, JSON.stringify({ ...written, entries }));
  return folder;
}

const added = (tag: string, when: number) => (entries: Entry[]) => [...entries, { ...entries[0]!, tag, when }];

async function storeWith(folder: string): Promise<Store> {
  const store = await testStore(folder);
  onTestFinished(store.close);
  return store;
}

test('applies what is missing, once, in order', async () => {
  const store = await storeWith(migrations((entries) => entries.slice(0, 1)));
  expect(await migrate(store, noteMigrations)).toEqual(['0001_times']);
  expect(await migrate(store, noteMigrations)).toEqual([]);
  await rows(store.db, sql`insert into notes (id, body, at) values (1, 'x', now())`);
});

test('several at the same time do it once', async () => {
  const store = await storeWith(noteMigrations);
  const more = migrations(added('0002_more', 1767400000000));
  const done = await Promise.all([migrate(store, more), migrate(store, more), migrate(store, more)]);
  expect(done[0]).toEqual(['0002_more']);
  expect(await rows(store.db, sql`select count(*) as n from drizzle.__drizzle_migrations`)).toEqual([{ n: 3 }]);
});

test('a migration that fails leaves nothing of itself', async () => {
  const store = await storeWith(noteMigrations);
  const broken = migrations(added('0002_broken', 1767400000000));
  fs.writeFileSync(
    path.join(broken, '0002_broken.sql'),
    'create table half (id integer);\n--> statement-breakpoint\nselect 1/0;',
  );
  await expect(migrate(store, broken)).rejects.toThrow();
  expect(await rows(store.db, sql`select to_regclass('half')::text as half`)).toEqual([{ half: null }]);
  expect(await migrate(store, noteMigrations)).toEqual([]);
});

test('an older program refuses a newer database', async () => {
  const store = await storeWith(migrations(added('0002_future', 1767400000000)));
  await expect(migrate(store, noteMigrations)).rejects.toThrow('请更新程序后再启动');
});

test('a migration that a merge put before an applied one is not left out without a word', async () => {
  const store = await storeWith(noteMigrations);
  const late = migrations(added('0002_late', 1767300000000));
  await expect(migrate(store, late)).rejects.toThrow('0002_late is older than one that is applied');
});

test("the program's own migrations apply to an empty store and are in order of their times", async () => {
  const store = await storeWith(migrationsFolder);
  expect(await migrate(store)).toEqual([]);
  const { entries } = JSON.parse(fs.readFileSync(path.join(migrationsFolder, 'meta', '_journal.json'), 'utf8'));
  const times = entries.map((entry: Entry) => entry.when);
  expect(times).toEqual([...times].sort((a, b) => a - b));
});
