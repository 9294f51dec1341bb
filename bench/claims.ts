/** Claims a second through the whole path, against the one-statement claim on the same store in the same run. */
import { sql } from 'drizzle-orm';
import { rows } from '../src/db/db.ts';
import { openStore } from '../src/db/open.ts';
import { byPgbench, onHandle } from './bare.ts';
import { inEmbedded } from './folder.ts';
import { accountOf, counted, type House, type Item, openHouse, openItems, roomOf, text } from './house.ts';
import { dice, type Line, type Measurement, median, timed } from './measurement.ts';

/** As many groups write at once; the program handles as many chats side by side. */
const atOnce = 8;
const goal = 0.4;

interface Size {
  items: number;
  /** Claims of a round. */
  count: number;
  rounds: number;
}

/**
 * Everybody of `count` people claims something, in eight groups at once. In each group the next text is handed over when the
 * one before is kept, as a channel does it. Resolves when all is committed.
 */
async function claimAll(house: House, items: readonly Item[], count: number): Promise<void> {
  const random = dice();
  const texts = Array.from({ length: count }, (_, i) =>
    text(roomOf(i % atOnce), accountOf(i), `认领 ${items[Math.floor(random() * items.length)]!.number}`),
  );
  const group = async (g: number) => {
    for (let i = g; i < count; i += atOnce) await house.app.receive(house.channel, [texts[i]!]);
  };
  await Promise.all(Array.from({ length: atOnce }, (_, g) => group(g)));
  await house.app.settled();
}

/** Throws when not every claim has its seat, its message and its answer: a fast program that forgets is not measured. */
async function checkAll(house: House, items: readonly Item[], count: number, before: { handled: number }) {
  const after = await counted(house, items);
  if (after.taken !== count || after.handled - before.handled !== count)
    throw new Error(`of ${count} claims ${after.taken} have a seat and ${after.handled - before.handled} were handled`);
}

/** Rounds of ours and of the bare statement in turn, so that what else the machine does meets both. */
async function compare(house: House, size: Size, bare: (items: Item[]) => Promise<number>) {
  const ours: number[] = [];
  const theirs: number[] = [];
  const { count } = size;
  for (let round = 0; round < size.rounds + 1; round++) {
    const rate = await bare(await openItems(house, size.items, 1_000_000));
    // Boards that fill up with the last claim, if everybody took the same number: the usual size.
    const items = await openItems(house, size.items, 2 * Math.ceil(count / size.items));
    // What a server does by itself every minute: pgbench leaves thousands of dead versions of a few rows.
    await house.db.execute(sql`vacuum (analyze)`);
    const before = await counted(house, items);
    const seconds = await timed(() => claimAll(house, items, count));
    await checkAll(house, items, count, before);
    // The first round warms both up.
    if (round === 0) continue;
    theirs.push(rate);
    ours.push(count / seconds);
  }
  return { ours: median(ours), theirs: median(theirs) };
}

function line(what: string, { ours, theirs }: { ours: number; theirs: number }): Line {
  const ratio = ours / theirs;
  return {
    what,
    value: `${ratio.toFixed(2)}  (${Math.round(ours)} against ${Math.round(theirs)} a second)`,
    goal: `≥ ${goal}`,
    reached: ratio >= goal,
  };
}

export const onServer: Measurement = {
  name: 'claims',
  title:
    'Claims through the whole path on Postgres, 8 groups at once, against pgbench with the bare statement, 8 clients',
  server: true,
  async run() {
    const server = new URL(process.env['TEST_DATABASE_URL']!);
    server.pathname = await freshDatabase(server.href);
    const store = await openStore({ databaseUrl: server.href, dataDir: 'memory' });
    const house = await openHouse(store, atOnce, 2_000);
    const bare = (items: Item[]) => byPgbench(server.href, house.community, items, atOnce);
    const many = await compare(house, { items: 20, count: 2_000, rounds: 3 }, bare);
    const one = await compare(house, { items: 1, count: 1_000, rounds: 3 }, bare);
    await house.app.stop();
    await store.close();
    return [line('20 activities', many), line('all for one activity', one)];
  },
};

async function freshDatabase(server: string): Promise<string> {
  const name = `xingyuan_bench_${process.pid}`;
  const owner = await openStore({ databaseUrl: server, dataDir: 'memory' });
  const [row] = await rows<{ fsync: string }>(
    owner.db,
    sql`select current_setting('fsync') || current_setting('synchronous_commit') as fsync`,
  );
  if (row?.fsync !== 'onon')
    throw new Error('this server does not flush to the disk, so it measures nothing: start it with --durable');
  await rows(owner.db, sql.raw(`create database ${name}`));
  await owner.close();
  return `/${name}`;
}

export const embedded: Measurement = {
  name: 'embedded',
  title: 'The same on the embedded store, against the bare statement through the same handle',
  async run() {
    const size = { items: 20, count: 500, rounds: 3 };
    const result = await inEmbedded(async (store) => {
      const house = await openHouse(store, atOnce, size.count);
      const found = await compare(house, size, (items) => onHandle(house, items, size.count));
      await house.app.stop();
      return found;
    });
    return [line('20 activities', result)];
  },
};
