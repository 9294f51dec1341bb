/** What every file of this folder gives: readers of meanings, and wordings that are documentation and test at once. */
import type { Situation } from '../../chat/context.ts';
import type { Does, Meaning, Slots } from '../../chat/meaning.ts';
import type { Line } from '../line.ts';

/** Reads one family of meanings from a line; nothing when the line does not say it. Pure. */
export type MeaningReader = (line: Line, situation: Situation) => Meaning[];

/**
 * One line and what it must mean. `in` are marks of the situation: the chat, the role, and what the bot knows
 * (the strings of the understand command); a group without a mention and a volunteer by default.
 */
export interface Wording {
  says: string;
  means: Does | readonly Does[];
  in?: string;
  slots?: Partial<Slots>;
}

/** A line and what it means, short: `w('认领3号', 'claim')`. */
export function w(says: string, means: Does | readonly Does[], where?: string, slots?: Partial<Slots>): Wording {
  return { says, means, ...(where ? { in: where } : {}), ...(slots ? { slots } : {}) };
}

/** The confidence of a reading that nothing in the line speaks against. */
export const certain = 0.97;
/** Enough to act in the group. */
export const sure = 0.92;
/** Enough to ask, not to act. */
export const likely = 0.75;
/** Worth a hint when the bot was addressed. */
export const weak = 0.5;

/** Whether the bot was spoken to: in direct chat or by a mention. */
export function addressed(s: Situation): boolean {
  return s.chat === 'direct' || s.mention;
}

/** Several lines with one meaning in one situation. */
export function all(means: Does | readonly Does[], where: string, lines: readonly string[]): Wording[] {
  return lines.map((says) => w(says, means, where));
}
