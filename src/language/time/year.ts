/** Which year is meant when none is said, and which when one is: 今年, 明年, 2027年, 26年. */
import { readNumeral } from '../numeral.ts';
import { addDays, dateOf } from './calendar.ts';
import { matchAt } from './piece.ts';

/** A date this far back is still what people tell about; older ones mean the next year's. */
const TOLD_DAYS = 90;

const RELATIVE: Record<string, number> = { 前: -2, 去: -1, 今: 0, 本: 0, 当: 0, 明: 1, 来: 1, 后: 2 };

/** Optional year before a month or a festival: one capture group. */
export const YEAR = '(?:(\\d{4}|2\\d|[二两][零〇一二三四五六七八九]{3}|[今明后去前来])年\\s?的?\\s?)?';

/** What a year can begin with. */
export const YEAR_FIRST = '今明后去前来二两2';
const YEAR_AT = new RegExp(YEAR.replace(/\?$/, ''), 'y');

/** A year at this place, its text in group 1; the cheap look at 年 spares the regexp nearly always. */
export function matchYear(text: string, at: number): RegExpExecArray | null {
  if (text[at + 1] !== '年' && text[at + 2] !== '年' && text[at + 4] !== '年') return null;
  return matchAt(YEAR_AT, text, at);
}

export function readYear(text: string | undefined, today: string): number | undefined {
  if (text === undefined) return undefined;
  const thisYear = +today.slice(0, 4);
  const step = RELATIVE[text];
  if (step !== undefined) return thisYear + step;
  const year = readNumeral(text);
  return year === null ? undefined : year < 100 ? 2000 + year : year;
}

/** 3月5日 without a year: the next one ahead, or the one just past. Null when the month has no such day in either. */
export function nearest(month: number, day: number, today: string): string | null {
  const year = +today.slice(0, 4);
  const oldest = addDays(today, -TOLD_DAYS);
  for (const y of [year - 1, year, year + 1, year + 2, year + 3, year + 4]) {
    const date = dateOf(y, month, day);
    if (date !== null && date >= oldest) return date;
  }
  return null;
}

/** The next yearly occurrence, today included; `dateIn` gives the date in one year. */
export function nextYearly(dateIn: (year: number) => string | null, today: string): string | null {
  const year = +today.slice(0, 4);
  for (const y of [year - 1, year, year + 1, year + 2]) {
    const date = dateIn(y);
    if (date !== null && date >= today) return date;
  }
  return null;
}
