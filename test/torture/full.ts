/** The disk under the embedded store and the spool fills up in the middle of a day, and there is room again later. */
import { setTimeout as pause } from 'node:timers/promises';
import { wording } from '../../src/inbox/wording.ts';
import { spendDay } from './day.ts';
import type { Dice } from './dice.ts';
import { injectedDisk, mountedDisk } from './disk.ts';
import type { Ledger } from './ledger.ts';
import type { Place } from './place.ts';
import type { Restarting } from './restarting.ts';

export interface FullOptions {
  people: number;
  lines: number;
  /** How often it fills up. */
  times: number;
  /** How long it stays full, in milliseconds. */
  length: number;
  disk: 'mounted' | 'injected';
}

/** A disk that is full and is not felt for so long, in milliseconds, counts as one that had room. */
const mostWait = 6_000;
const told = (said: readonly string[]): number => said.filter((line) => line === wording.full).length;

/** @returns false when such a disk cannot be had here */
export async function tortureByFullDisk(
  place: Place,
  dice: Dice,
  ledger: Ledger,
  options: FullOptions,
): Promise<boolean> {
  const { people, lines, times, length } = options;
  const disk = options.disk === 'mounted' ? mountedDisk(place.folder) : injectedDisk(place.folder);
  if (!disk) return false;
  const blow = async (program: Restarting): Promise<void> => {
    const before = told(program.said());
    disk.fill();
    // Postgres goes on as long as it has room in the files that it has.
    for (let waited = 0; told(program.said()) === before && waited < mostWait; waited += 50) await pause(50);
    await pause(length);
    disk.empty();
    ledger.did(`times the ${options.disk} disk was full`);
    if (told(program.said()) > before) ledger.did('of them told');
  };
  try {
    const said = await spendDay(place, dice, ledger, { people, lines, blows: times, blow, settings: disk.settings });
    ledger.hold('that the disk was full was told', told(said) > 0, true);
    ledger.hold('and that it was over, as often', said.filter((line) => line === wording.over).length, told(said));
  } finally {
    disk.remove();
  }
  return true;
}
