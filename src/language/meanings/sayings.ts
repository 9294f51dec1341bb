/**
 * Things that people say to the bot, by who says them and what they mean: what a line is compared with when no frame explains
 * it (likest.ts). A new way of saying something may be added to the tables without a rule.
 */
import type { Does, Role } from '../../chat/meaning.ts';
import { sayingsOfLeaders } from './sayings-leaders.ts';
import { sayingsOfResidents } from './sayings-residents.ts';
import { sayingsOfVolunteers } from './sayings-volunteers.ts';

/** One saying of the tables. */
export interface Saying {
  says: string;
  means: Does;
  by: Role;
}
export const sayings: readonly Saying[] = [...sayingsOfResidents, ...sayingsOfVolunteers, ...sayingsOfLeaders].flatMap(
  ([by, means, says]) => says.split(/[|\n]/).map((one): Saying => ({ says: one, means, by })),
);
