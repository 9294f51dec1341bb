/** kill -9 at points left to chance, while a crowd claims, releases, reports needs and checks in. */
import { spendDay } from './day.ts';
import type { Dice } from './dice.ts';
import type { Ledger } from './ledger.ts';
import type { Place } from './place.ts';

export interface KillOptions {
  people: number;
  /** Lines of each. */
  lines: number;
  kills: number;
}

export async function tortureByKills(place: Place, dice: Dice, ledger: Ledger, options: KillOptions): Promise<void> {
  const { people, lines, kills } = options;
  await spendDay(place, dice, ledger, { people, lines, blows: kills, blow: (program) => program.die() });
}
