/**
 * `npm run replay -- FILE…`: replays whole days of a group through the real program and says line by line what was wrong.
 * Without a FILE, the days beside the repository. The exit code is 0 when the goals hold, 1 when they do not, 2 for bad input.
 */
import { fileURLToPath } from 'node:url';
import { migrate } from '../db/migrate.ts';
import { openMemory } from '../db/open.ts';
import { daysIn, readDay } from './replay/day.ts';
import { type Judged, judge } from './replay/judge.ts';
import { play } from './replay/player.ts';
import { dayReport, goalsHold, summary } from './replay/report.ts';

const usual = fileURLToPath(new URL('../../../shared/data/days', import.meta.url));

async function replay(file: string): Promise<Judged> {
  const day = readDay(file);
  const store = await openMemory();
  try {
    await migrate(store);
    return judge(await play(day, store));
  } finally {
    await store.close();
  }
}

async function main(): Promise<void> {
  const given = process.argv.slice(2);
  const files = given.length > 0 ? given : daysIn(usual);
  if (files.length === 0)
    throw new Error(
      'Give the days to replay: npm run replay -- test/days/*.jsonl (a setup.json with the people lies beside them).',
    );
  const days: Judged[] = [];
  for (const file of files) {
    const judged = await replay(file);
    console.log(`${dayReport(judged)}\n`);
    days.push(judged);
  }
  console.log(summary(days));
  process.exitCode = goalsHold(days) ? 0 : 1;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
