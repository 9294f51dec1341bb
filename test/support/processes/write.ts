/** Opens the store of a folder and commits note after note; prints each number once it is committed. Never ends. */
import fs from 'node:fs';
import { sql } from 'drizzle-orm';
import { rows } from '../../../src/db/db.ts';
import { migrate } from '../../../src/db/migrate.ts';
import { openStore } from '../../../src/db/open.ts';
import { noteMigrations } from '../notes.ts';

const store = await openStore({ dataDir: process.argv[2]! });
await migrate(store, noteMigrations);
const [last] = await rows<{ id: number }>(store.db, sql`select coalesce(max(id), 0) as id from notes`);
for (let id = last!.id + 1; ; id++) {
  await rows(store.db, sql`insert into notes (id, body) values (${id}, ${`${id} ${'字'.repeat(2000)}`})`);
  fs.writeSync(1, `${id}\n`);
}
