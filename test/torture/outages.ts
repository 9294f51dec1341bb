/** The database goes away for a while, again and again, in the middle of what a crowd wants of the program. */
import { setTimeout as pause } from 'node:timers/promises';
import { spendDay } from './day.ts';
import type { Dice } from './dice.ts';
import type { Ledger } from './ledger.ts';
import type { Place } from './place.ts';
import { absences, newProxy } from './proxy.ts';

export interface OutageOptions {
  people: number;
  lines: number;
  outages: number;
  /** How long each lasts, in milliseconds. */
  length: number;
}

/** @param place one on a PostgreSQL server */
export async function tortureByOutages(
  place: Place,
  dice: Dice,
  ledger: Ledger,
  options: OutageOptions,
): Promise<void> {
  const proxy = await newProxy(place.databaseUrl);
  const { people, lines, outages, length } = options;
  let times = dice.below(absences.length);
  async function blow(): Promise<void> {
    const how = absences[times++ % absences.length]!;
    await proxy.leave(how);
    await pause(how === 'cut' ? 0 : length);
    await proxy.comeBack();
    ledger.did(`times the database was ${how}`);
  }
  try {
    await spendDay(place, dice, ledger, { people, lines, blows: outages, blow, settings: { DATABASE_URL: proxy.url } });
  } finally {
    await proxy.close();
  }
}
