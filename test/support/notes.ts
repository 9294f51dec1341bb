/** A small schema for the tests of the store's machinery. */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { newFolder } from './folder.ts';

export const noteMigrations = fileURLToPath(new URL('./migrations', import.meta.url));

interface Entry {
  when: number;
  tag: string;
}

/** The notes' migrations in a folder of the test's own, changed as one likes; files that are missing are made up. */
export function notesMigrations(change: (entries: Entry[]) => Entry[]): string {
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

/** One more migration after those that there are. */
export const added = (tag: string, when: number) => (entries: Entry[]) => [...entries, { ...entries[0]!, tag, when }];
