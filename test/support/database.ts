/**
 * A database of its own for whoever asks, with the tables in it. In memory by default; with TEST_DATABASE_URL on that
 * server, cloned from a template. Both templates are made once for the migrations as they stand and then only copied.
 */
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import postgres from 'postgres';
import { afterAll, afterEach } from 'vitest';
import { migrate, migrationsFolder } from '../../src/db/migrate.ts';
import { openMemory, openStore, type Store } from '../../src/db/open.ts';

/** A fresh store with the tables of `migrations`. Whoever asks closes it. */
export async function testStore(migrations = migrationsFolder): Promise<Store> {
  const server = process.env['TEST_DATABASE_URL'];
  return server ? onServer(server, migrations) : openMemory(await memoryTemplate(migrations));
}

/** What a template is made of: another text, another template. Without migrations: the one before any tables. */
function fingerprint(migrations?: string): string {
  const files = ['package-lock.json', 'src/db/embedded.ts', 'test/support/database.ts'];
  if (migrations) {
    const journal = path.join(migrations, 'meta', '_journal.json');
    const { entries } = JSON.parse(fs.readFileSync(journal, 'utf8'));
    files.push(journal, ...entries.map(({ tag }: { tag: string }) => path.join(migrations, `${tag}.sql`)));
  }
  const hash = crypto.createHash('sha256');
  for (const file of files) hash.update(fs.readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

/** The template with the tables of `migrations`; without, the one that it is made from, because making that takes seconds. */
async function memoryTemplate(migrations?: string): Promise<Blob> {
  const file = path.join(os.tmpdir(), `xingyuan-test-${fingerprint(migrations)}.tar`);
  if (!fs.existsSync(file)) {
    const store = await openMemory(migrations ? await memoryTemplate() : undefined);
    const pg = (store.db as unknown as { $client: PGlite }).$client;
    if (migrations) await migrate(store, migrations);
    else await dropUnused(pg);
    await pg.exec('checkpoint');
    const dump = await pg.dumpDataDir('none');
    await store.close();
    // Another worker may be at it too: each moves a whole file there.
    const mine = `${file}.${process.pid}`;
    fs.writeFileSync(mine, Buffer.from(await dump.arrayBuffer()));
    fs.renameSync(mine, file);
  }
  return new Blob([fs.readFileSync(file)]);
}

/** Half of what would be copied again and again are the databases from which others are made. */
async function dropUnused(pg: PGlite): Promise<void> {
  await pg.exec('update pg_database set datistemplate = false');
  for (const unused of ['template0', 'template1']) await pg.exec(`drop database ${unused}`);
}

const made: { server: string; name: string }[] = [];
let failed = false;

afterEach(({ task }) => {
  failed ||= task.result?.state === 'fail';
});

// Registered first, so it comes after the test file's own: its stores are closed by then.
afterAll(async () => {
  for (const { server, name } of made.splice(0)) {
    if (failed) console.log(`kept for a look: ${name}`);
    else await asOwner(server, (client) => client.unsafe(`drop database "${name}" with (force)`));
  }
});

async function onServer(server: string, migrations: string): Promise<Store> {
  const template = await serverTemplate(server, migrations);
  const name = `xingyuan_test_${crypto.randomUUID().slice(0, 13).replace('-', '_')}`;
  await asOwner(server, (client) => client.unsafe(`create database "${name}" template "${template}"`));
  made.push({ server, name });
  return openStore({ databaseUrl: addressOf(server, name), dataDir: 'memory' });
}

/** Makes the template unless it is there. Its final name is given when it is whole, and a lock lets one at a time do it. */
function serverTemplate(server: string, migrations: string): Promise<string> {
  const name = `xingyuan_template_${fingerprint(migrations)}`;
  return asOwner(server, async (client) => {
    await client`select pg_advisory_lock(7303015)`;
    const there = await client`select 1 from pg_database where datname = ${name}`;
    if (there.length > 0) return name;
    await client.unsafe(`drop database if exists "${name}_making"`);
    await client.unsafe(`create database "${name}_making"`);
    const store = await openStore({ databaseUrl: addressOf(server, `${name}_making`), dataDir: 'memory' });
    await migrate(store, migrations);
    await store.close();
    await client.unsafe(`alter database "${name}_making" rename to "${name}"`);
    return name;
  });
}

function addressOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

async function asOwner<T>(server: string, work: (client: postgres.Sql) => Promise<T>): Promise<T> {
  const client = postgres(server, { max: 1, fetch_types: false, onnotice: () => {} });
  try {
    return await work(client);
  } finally {
    await client.end({ timeout: 5 });
  }
}
