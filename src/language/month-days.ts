/** Days of the month and a time of day, as leaders say when the announcements are due. Pure. */
import { readNumeral } from './numeral.ts';

const numeral = '[0-9]{1,3}|[一二两三四五六七八九十廿卅]{1,4}';
const clock = new RegExp(
  `(?<part>凌晨|清晨|早上|早晨|上午|早|中午|下午|傍晚|晚上|晚)?\\s*(?<hour>${numeral})(?::(?<exact>[0-9]{1,2})|[点时](?:整|(?<half>半)|(?<quarter>[一三])刻|(?<minute>${numeral})分?)?)`,
);
/** A number is a day when it is marked, or stands in a list with one that is: 5、20日. */
const day = new RegExp(
  `(?<n>${numeral}) ?(?=[日号](?!楼|院|门)|(?:[、,，和跟及与] ?(?:每月)?(?:${numeral}))+ ?[日号](?!楼|院|门))`,
  'g',
);

/** What was said of the days and of the time; what is not said is left out. */
export interface SaidMonthDays {
  /** Rising, each once, from 1 to 31. */
  days?: number[];
  /** `HH:mm`. */
  time?: string;
  /** A day or an hour that there is not: 32日, 25点. */
  wrong?: true;
}

/** Reads 每月5日、20日 上午10点: days from 1 to 31, and a time of day. */
export function readMonthDays(text: string): SaidMonthDays {
  const said = clock.exec(text);
  const days = [...text.replace(clock, ' ').matchAll(day)].map((m) => readNumeral(m.groups!['n']!) ?? 0);
  const time = said ? timeOf(said.groups!) : undefined;
  return {
    ...(days.length > 0 ? { days: [...new Set(days)].sort((a, b) => a - b) } : {}),
    ...(time ? { time } : {}),
    ...(days.some((n) => n < 1 || n > 31) || (said && !time) ? { wrong: true as const } : {}),
  };
}

function timeOf(said: Record<string, string | undefined>): string | undefined {
  const hour = readNumeral(said['hour']!) ?? 24;
  const late = /下午|傍晚|晚/.test(said['part'] ?? '') || (said['part'] === '中午' && hour < 11);
  const minute = said['half']
    ? 30
    : said['quarter']
      ? readNumeral(said['quarter'])! * 15
      : (readNumeral(said['exact'] ?? said['minute'] ?? '0') ?? 60);
  const full = late && hour < 12 ? hour + 12 : hour;
  if (full > 23 || minute > 59) return undefined;
  return `${String(full).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
