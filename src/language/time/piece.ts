/** The words of this folder: a reader finds pieces, pieces that belong together form a group, one group is the answer. */
import type { Rule } from './rule.ts';

/** Finer than what is shown: dawn (凌晨) is shown as morning, but moves hours differently. */
export type PartOfDay = 'dawn' | 'morning' | 'noon' | 'afternoon' | 'evening';

export interface Day {
  date: string;
  /**
   * How it was named. A bare `weekday` rolls on when today's time is over, a bare day `number` or `month-day` takes its
   * month or year from the date before it, everything else stands.
   */
  named: 'weekday' | 'number' | 'month-day' | 'relative' | 'exact' | 'festival';
  /** 下周六: the week is fixed, and a bare weekday linked to it is in the same week. */
  fixedWeek?: true;
}

export interface Clock {
  hour: number;
  minute: number;
  /** Written so that the half of the day is plain: 18:30, 08:30, 零点, 3pm. */
  exact: boolean;
  /** Written with a colon, where the evening would be 20:30: 8:30 stays in the morning even when that is over. */
  colon?: true;
}

export type Meaning =
  | { kind: 'day'; day: Day }
  | { kind: 'period'; start: string; end: string; span: 'week' | 'weekend' | 'month' | 'year' | 'days' }
  | { kind: 'part'; part: PartOfDay }
  | { kind: 'clock'; clock: Clock }
  | { kind: 'length'; minutes: number }
  | { kind: 'moment'; at: string }
  | { kind: 'recur'; rule: Rule };

/** One thing read, and where it stood in the folded text: [from, to). */
export type Piece = Meaning & { from: number; to: number };

/** What a reader may look at: the folded text, the clock, and what was read before this place. */
export interface Scene {
  text: string;
  now: { date: string; minutes: number };
  /** The message tells of something done: a bare weekday is then the last one. */
  readonly past: boolean;
  pieces: Piece[];
}

/** One small idea: how one kind of time is said. */
export interface Reader {
  name: string;
  /** Every character that such a wording can begin with; the reader is asked only there. */
  first: string;
  /** When it begins with a number: every character that can stand right behind the number. */
  unit?: string;
  /** Reads at one place; null when it is something else. Looks a bounded distance around only. */
  read(scene: Scene, at: number): Piece[] | null;
}

/** Up to `size` characters before a place. */
export const before = (text: string, at: number, size = 8): string => text.slice(Math.max(0, at - size), at);

/** Up to `size` characters from a place on. */
export const after = (text: string, at: number, size = 10): string => text.slice(at, at + size);

/** Matches a sticky regexp exactly at a place. */
export function matchAt(regexp: RegExp, text: string, at: number): RegExpExecArray | null {
  regexp.lastIndex = at;
  return regexp.exec(text);
}

/** The piece that ends right here, spaces apart. */
export function touching(scene: Scene, at: number): Piece | undefined {
  const last = scene.pieces.at(-1);
  if (last === undefined || at - last.to > 3) return undefined;
  return /^[\s(的]*$/.test(scene.text.slice(last.to, at)) ? last : undefined;
}

/** Every Chinese numeral character, and digits: next to one of them a number is not whole. */
export const NUMERIC = /[\d零〇一二两三四五六七八九十百千廿卅幺]/;
const numerals = new Set([...'0123456789零〇一二两三四五六七八九十百千廿卅幺'].map((char) => char.charCodeAt(0)));

/** The same for one place, which every place of a text is asked. */
export const isNumeric = (text: string, at: number): boolean => numerals.has(text.charCodeAt(at));
