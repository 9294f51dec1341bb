/** The time reader as one line of JSON in and one out, for the command `understand -- --time`. */
import { readTime, type TimeFound } from './time.ts';

export interface TimeLine {
  id: number | string;
  /** ISO time of the message. */
  now: string;
  text: string;
}

export type TimeAnswer = { id: number | string } & Omit<TimeFound, 'spans'>;

/** Local ISO in Asia/Shanghai; 10 characters = a date only; null = no time in the text. */
export function answerTime(line: TimeLine): TimeAnswer {
  const { spans: _, ...found } = readTime(line.text, line.now);
  return { id: line.id, ...found };
}
