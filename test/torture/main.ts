/**
 * `npm run torture [-- --minutes N --seed S --store embedded|postgres]`: strikes the program at points left to chance, in every
 * way there is, until the time is over, and looks whether it kept its promises. The exit code is 1 when one was broken. The
 * seed gives the same scripts, moments and kinds of blows again; how fast the machine is decides what they meet.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { tortureByCalendar } from './calendar.ts';
import { tortureByClock } from './clock.ts';
import { type Dice, newDice } from './dice.ts';
import { disks } from './disk.ts';
import { tortureByFullDisk } from './full.ts';
import { tortureByKills } from './kills.ts';
import { type Ledger, newLedger } from './ledger.ts';
import { tortureByOutages } from './outages.ts';
import { torturePair } from './pair.ts';
import { newPlace, type Place, type StoreKind } from './place.ts';
import { tortureByWechat } from './wechat.ts';

interface Round {
  name: string;
  /** The stores that it can be done on. */
  on: readonly StoreKind[];
  run(place: Place, dice: Dice, ledger: Ledger, server: string): Promise<unknown>;
}

const both = ['embedded', 'postgres'] as const;
const crowd = { people: 12, lines: 12 };

const rounds: readonly Round[] = [
  {
    name: 'kills',
    on: both,
    run: (place, dice, ledger) => tortureByKills(place, dice, ledger, { ...crowd, kills: 10 }),
  },
  {
    name: 'outages',
    on: ['postgres'],
    run: (place, dice, ledger) => tortureByOutages(place, dice, ledger, { ...crowd, outages: 5, length: 30_000 }),
  },
  {
    name: 'pair',
    on: ['postgres'],
    run: (_, dice, ledger, server) => torturePair(server, dice, ledger, { turns: 4, lines: 20 }),
  },
  ...disks.map(
    (disk): Round => ({
      name: `full disk (${disk})`,
      on: ['embedded'],
      run: async (place, dice, ledger) => {
        const full = { people: 12, lines: 30, times: 4, length: 3_000, disk };
        if (!(await tortureByFullDisk(place, dice, ledger, full))) ledger.did('times no disk could be mounted here');
      },
    }),
  ),
  {
    name: 'wechat',
    on: both,
    run: (place, dice, ledger) =>
      tortureByWechat(place, dice, ledger, {
        ...{ people: 12, lines: 30 },
        blows: ['sends', 'kill', { silent: 25 }, 'session', { refused: 10 }, { silent: 100 }, 'kill', 'session'],
      }),
  },
  { name: 'clock', on: both, run: (place, dice, ledger) => tortureByClock(place, dice, ledger, { days: 10 }) },
  {
    name: 'calendar',
    on: both,
    run: (place, dice, ledger) => tortureByCalendar(place, dice, ledger, { weeks: 52, deaths: 10, offs: 15 }),
  },
];

/** A PostgreSQL of its own, as for the tests. */
async function startServer(): Promise<{ url: string; process?: ChildProcess }> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return { url: given };
  const script = fileURLToPath(new URL('../support/postgres.sh', import.meta.url));
  const child = spawn(script, [], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^TEST_DATABASE_URL=(.+)/.exec(line)?.[1];
    if (url) return { url, process: child };
  }
  throw new Error('PostgreSQL did not start');
}

/** @returns how many promises were broken */
async function strike(round: Round, store: StoreKind, seed: number, server: string): Promise<number> {
  const began = performance.now();
  const ledger = newLedger();
  const place = await newPlace(store === 'postgres' ? server : undefined);
  const fault = await round.run(place, newDice(seed), ledger, server).then(
    () => undefined,
    (error: unknown) => error,
  );
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(`${round.name} on ${store}, seed ${seed}, ${seconds} s: ${ledger.summary()}`);
  for (const promise of ledger.broken) console.log(`  BROKEN ${promise}`);
  if (fault) console.log('  BROKEN the round could not be finished:', fault);
  const broken = ledger.broken.length + (fault ? 1 : 0);
  if (broken > 0) console.log(`  what it left: ${place.folder} ${place.databaseUrl}`);
  else await place.remove();
  return broken;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '30' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      store: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const stores = both.filter((store) => !values.store || values.store === store);
  const chosen = rounds.filter(({ name }) => !values.only || name.startsWith(values.only));
  const minutes = Number(values.minutes);
  const first = Number(values.seed);
  if (stores.length === 0 || chosen.length === 0 || !Number.isFinite(minutes) || !Number.isInteger(first))
    throw new Error(
      `--minutes and --seed are numbers, --store is embedded or postgres, --only is one of ${rounds.map(({ name }) => name).join(', ')}`,
    );
  console.log(`seed ${first}, at least ${minutes} minutes, ${stores.join(' and ')}`);
  const until = performance.now() + minutes * 60_000;
  const server = stores.includes('postgres') ? await startServer() : undefined;
  let broken = 0;
  try {
    // Each kind once, and on until the time is over.
    for (let seed = first, all = false; !all || performance.now() < until; seed++, all = true)
      for (const round of chosen)
        for (const store of stores)
          if (round.on.includes(store) && (!all || performance.now() < until))
            broken += await strike(round, store, seed, server?.url ?? '');
  } finally {
    server?.process?.kill('SIGTERM');
  }
  console.log(broken > 0 ? `${broken} promises were broken` : 'every promise was kept');
  process.exit(broken > 0 ? 1 : 0);
}

await main();
