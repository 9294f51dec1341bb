/** kill -9 at points left to chance, while a crowd claims, releases, reports needs and checks in. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Post } from '../support/stage.ts';
import { began, leader, type Member, newCrowd, published } from './crowd.ts';
import type { Dice } from './dice.ts';
import type { Ledger } from './ledger.ts';
import type { Place } from './place.ts';
import { holdPromises } from './promises.ts';
import { type Restarting, startRestarting } from './restarting.ts';

export interface KillOptions {
  people: number;
  /** Lines of each. */
  lines: number;
  kills: number;
}

/** Between two lines that somebody says, a death comes up to so many milliseconds after a line was taken. */
const soonAfter = 60;
/** When everything of that day is over. */
const evening = '2026-11-25T13:00:00+08:00';

export async function tortureByKills(place: Place, dice: Dice, ledger: Ledger, options: KillOptions): Promise<void> {
  const settings = { DATA_DIR: place.folder, DATABASE_URL: place.databaseUrl, LOCAL_NOW: began };
  const crowd = newCrowd(dice, options.people, options.lines);
  const program = await startRestarting(settings, dice, ledger);
  let shown: Post[];
  try {
    await prepare(program, crowd);
    await talk(program, crowd, dice, options.kills);
    await passTheDay(program, dice);
    shown = (await program.insist<{ messages: Post[] }>('messages?after=0')).messages;
    ledger.hold('it ends when it is asked to', await program.end(), 0);
  } catch (error) {
    await program.kill();
    throw error;
  }
  ledger.did('messages', options.people * options.lines);
  const store = await place.open();
  try {
    await holdPromises(store, shown, crowd, ledger);
  } finally {
    await store.close();
  }
}

async function prepare(program: Restarting, crowd: readonly Member[]): Promise<void> {
  for (const { name, role } of [{ name: leader, role: 'leader' }, ...crowd])
    await program.insist('people', { name, role });
  for (const [n, text] of published.entries())
    await program.insist('messages', { chat: 'direct', from: leader, key: `p${n}`, text });
}

/** Everybody says their lines one after the other, side by side with the others; meanwhile the program dies so often. */
async function talk(program: Restarting, crowd: readonly Member[], dice: Dice, kills: number): Promise<void> {
  const total = crowd.reduce((sum, { script }) => sum + script.length, 0);
  const moments = Array.from({ length: kills }, () => 1 + dice.below(total - 1)).sort((a, b) => a - b);
  let taken = 0;
  async function speak({ name, script }: Member): Promise<void> {
    for (const [n, line] of script.entries()) {
      // The key stays that of the first try, as on the page after a broken line.
      await program.insist('messages', { ...line, from: name, key: `${n}` });
      if (++taken < (moments[0] ?? Number.POSITIVE_INFINITY)) continue;
      moments.shift();
      await pause(dice.below(soonAfter));
      void program.die();
    }
  }
  await Promise.all(crowd.map(speak));
}

/** The clock is moved over the end of what was on today; the program dies in the middle of that too. */
async function passTheDay(program: Restarting, dice: Dice): Promise<void> {
  const moved = program.insist('clock', { now: evening });
  await pause(dice.below(soonAfter));
  await program.die();
  await moved;
  // Whatever the last death left behind is said by now.
  await program.insist('clock', { now: evening });
}
