/** What an hour of talk leaves in memory: the program with its embedded store, chatter, claims, needs and orders. */
import { setImmediate as breath } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { fill } from '../src/commands/replay/book.ts';
import { type DayLine, daysIn, readDay } from '../src/commands/replay/day.ts';
import { type Program, startProgram } from '../src/commands/replay/program.ts';
import { migrate } from '../src/db/migrate.ts';
import { inEmbedded } from './folder.ts';
import type { Line, Measurement } from './measurement.ts';

const lines = 1_000;
const began = Date.parse('2026-11-27T09:00:00+08:00');

export const days = daysIn(fileURLToPath(new URL('../test/days', import.meta.url))).map(readDay);
/** Numbers in the place of the days' names: what is meant by them changes, and so it does in talk. */
export const book = new Map(['A', 'B', 'C', 'A1', 'A2', 'N1', 'N2', 'N3'].map((name, i) => [name, String(i + 1)]));

/** Megabytes after everything that nobody needs is gone. */
async function memory(): Promise<{ rss: number; heap: number }> {
  for (let i = 0; i < 3; i++) {
    globalThis.gc?.();
    await breath();
  }
  const { rss, heapUsed } = process.memoryUsage();
  return { rss: rss / 2 ** 20, heap: heapUsed / 2 ** 20 };
}

/** An hour of the days' lines over and over, a line each 3.6 seconds. */
async function talk(program: Program, said: readonly DayLine[], hour: number): Promise<void> {
  for (let i = 0; i < lines; i++) {
    const now = new Date(began + (hour + i / lines) * 3_600_000).toISOString();
    await program.tell('clock', { now });
    const { chat, from, text } = said[i % said.length]!;
    await program.tell('messages', { chat, from, text: fill(text, book) });
  }
}

async function run(): Promise<Line[]> {
  const said = days.flatMap((day) => day.lines);
  const seen = await inEmbedded(async (store) => {
    await migrate(store);
    const program = await startProgram(store, new Date(began));
    for (const { name, role } of days[0]!.setup.cast) await program.tell('people', { name, role });
    const points = [await memory()];
    for (let hour = 0; hour < 2; hour++) {
      await talk(program, said, hour);
      points.push(await memory());
    }
    await program.stop();
    return points;
  });
  const mb = (key: 'rss' | 'heap') => `${seen.map((point) => point[key].toFixed(0)).join(' → ')} MB`;
  return [
    { what: 'resident', value: mb('rss') },
    { what: 'heap', value: mb('heap') },
    { what: 'heap growth, second hour', value: `${(seen[2]!.heap - seen[1]!.heap).toFixed(1)} MB` },
  ];
}

export const memoryOfTalk: Measurement = {
  name: 'memory',
  title: `Memory at the start, after an hour and after two, ${lines} lines each (the whole program in one process, embedded store)`,
  run,
};
