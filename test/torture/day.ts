/** A day with a crowd, during which the program is struck at points left to chance. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Post } from '../support/stage.ts';
import { began, leader, type Member, newCrowd, published } from './crowd.ts';
import type { Dice } from './dice.ts';
import type { Ledger } from './ledger.ts';
import type { Place } from './place.ts';
import { holdPromises } from './promises.ts';
import { type Restarting, startRestarting } from './restarting.ts';

export interface Day {
  people: number;
  /** Lines of each. */
  lines: number;
  /** How often it is struck while they talk; once more while the clock is moved over the end of the day. */
  blows: number;
  /** One blow; resolves when the program can work again. */
  blow(program: Restarting): Promise<void>;
  /** Settings of the program beyond those of the place. */
  settings?: Record<string, string>;
}

/** A blow comes up to so many milliseconds after somebody's line was taken. */
const soonAfter = 60;
/** When everything of that day is over. */
const evening = '2026-11-25T13:00:00+08:00';

/** @returns what the program printed since its last start */
export async function spendDay(place: Place, dice: Dice, ledger: Ledger, day: Day): Promise<readonly string[]> {
  const settings = {
    DATA_DIR: place.folder,
    DATABASE_URL: place.databaseUrl,
    LOCAL_NOW: began,
    LOCAL_CHAT: 'on',
    ...day.settings,
  };
  const crowd = newCrowd(dice, day.people, day.lines);
  const program = await startRestarting(settings, dice, ledger);
  let shown: Post[];
  try {
    await prepare(program, crowd);
    await talk(program, crowd, dice, day);
    await passTheDay(program, dice, day);
    shown = (await program.insist<{ messages: Post[] }>('messages?after=0')).messages;
    ledger.hold('it ends when it is asked to', await program.end(), 0);
  } catch (error) {
    await program.kill();
    throw error;
  }
  ledger.did('messages', day.people * day.lines);
  const store = await place.open();
  try {
    await holdPromises(store, shown, crowd, ledger);
  } finally {
    await store.close();
  }
  return program.said();
}

async function prepare(program: Restarting, crowd: readonly Member[]): Promise<void> {
  for (const { name, role } of [{ name: leader, role: 'leader' }, ...crowd])
    await program.insist('people', { name, role });
  for (const [n, text] of published.entries())
    await program.insist('messages', { chat: 'direct', from: leader, key: `p${n}`, text });
}

/** Everybody says their lines one after the other, side by side with the others; meanwhile the blows come. */
async function talk(
  program: Restarting,
  crowd: readonly Member[],
  dice: Dice,
  { blows, blow }: Pick<Day, 'blows' | 'blow'>,
): Promise<void> {
  const total = crowd.reduce((sum, { script }) => sum + script.length, 0);
  const moments = Array.from({ length: blows }, () => 1 + dice.below(total - 1)).sort((a, b) => a - b);
  let taken = 0;
  let struck: Promise<void> = Promise.resolve();
  async function speak({ name, script }: Member): Promise<void> {
    for (const [n, line] of script.entries()) {
      // The key stays that of the first try, as on the page after a broken line.
      await program.insist('messages', { ...line, from: name, key: `${n}` });
      if (++taken < (moments[0] ?? Number.POSITIVE_INFINITY)) continue;
      moments.shift();
      const after = dice.below(soonAfter);
      struck = struck.then(() => pause(after)).then(() => blow(program));
    }
  }
  await Promise.all(crowd.map(speak));
  await struck;
}

/** The clock is moved over the end of what was on today, and a blow comes in the middle of that too. */
async function passTheDay(program: Restarting, dice: Dice, { blow }: Pick<Day, 'blow'>): Promise<void> {
  const moved = program.insist('clock', { now: evening });
  await pause(dice.below(soonAfter));
  await blow(program);
  await moved;
  // Whatever the last blow left behind is said by now.
  await program.insist('clock', { now: '2026-11-25T20:00:00+08:00' });
}
