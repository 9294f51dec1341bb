/** The shape of the tables beside the readers: one meaning, many wordings. They are tests and documentation at once. */
import type { TimeFound } from './time.ts';

/** What is expected; `start` and `end` are null when left out. */
export type Expected = Partial<Omit<TimeFound, 'spans'>>;

export interface Wordings {
  name: string;
  /** The moment at which all of them are said, local time; 2026-11-23 is a Monday. */
  now: string;
  means: [Expected, string[]][];
  /** Near misses: no time at all. */
  nothing?: string[];
}
