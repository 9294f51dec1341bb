/** 11月28日, 12月1日-7日, 下个月5号, 28、29号, 2026-12-05, 12/12, 12.12: days named by numbers. */
import { readNumeral } from '../numeral.ts';
import { addDays, dateOf, monthAfter, monthLength } from './calendar.ts';
import { isDayNumber } from './number-owner.ts';
import { after, before, type Day, matchAt, NUMERIC, type Piece, type Reader, type Scene } from './piece.ts';
import { isShortDate } from './short-date.ts';
import { matchYear, nearest, readYear, YEAR } from './year.ts';

const N = '(?:\\d{1,2}|[一二三四五六七八九十廿卅]{1,3})';
const MONTH = `(\\d{1,2}|十[一二]?|[一二三四五六七八九])\\s?月(?:份)?`;
const NEAR_MONTH = '((?:这个?|本|当|下下个?|下个?|上上个?|上个?)月(?:份)?|每个?月)';
/** 1日, 3、5号, 1-3号: numbers that share one 号. */
const DAYS = `(${N}(?:\\s?(?:[、,，和及到至~]|-{1,2}|\\.)\\s?${N}){0,6})\\s?(日|号)`;

const MONTH_DAYS = new RegExp(`${YEAR}${MONTH}\\s?的?\\s?${DAYS}`, 'y');
const NEAR_MONTH_DAYS = new RegExp(`${NEAR_MONTH}\\s?的?\\s?${DAYS}`, 'y');
/** 11月28上午: no 日 and no 号, digits only. */
const MONTH_DAY_BARE = new RegExp(
  `${YEAR}(\\d{1,2}|十[一二]|十)\\s?月\\s?(\\d{1,2}|[一二]?十[一二三四五六七八九]?)(?![\\d一二三四五六七八九十]|\\s?[天个人元点时:分]|\\s?[-~到]\\s?\\d{1,2}个)`,
  'y',
);
const FULL = /(20\d{2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?![\d.])日?/y;
const SHORT = /(\d{1,2})([/.-])(\d{1,2})(?![\d])(?:[日号](?!楼|线|院|店))?/y;
/** 26、27两天: the days of a list without 号. */
const COUNTED_DAYS = new RegExp(`(${N}(?:\\s?[、,，和]\\s?${N}){1,6})()\\s?[两二三四五]天`, 'y');
const ONLY_DAYS = new RegExp(DAYS, 'y');

const NOT_A_DATE = /^\s?(?:楼|栋|线|院|店|铺|游|内(?!容)|无理由|龄|均|常|报(?!名)|杂|元|光灯)/;

const EACH = new RegExp(N, 'g');

interface Numbers {
  year: number | undefined;
  month: number;
  /** Neither year nor month was fixed by the text. */
  open: boolean;
}

/** One piece for each number of a list, at its own place, so that what stands between tells list from range. */
function listed(
  scene: Scene,
  list: string,
  at: number,
  end: number,
  toDay: (n: number, first: boolean) => Day | null,
): Piece[] | null {
  const pieces: Piece[] = [];
  for (const m of list.matchAll(EACH)) {
    const value = readNumeral(m[0]);
    const day = value === null ? null : toDay(value, pieces.length === 0);
    if (!day) return null;
    pieces.push({ kind: 'day', day, from: at + m.index, to: at + m.index + m[0].length });
  }
  if (pieces.length > 0) pieces.at(-1)!.to = end;
  return NOT_A_DATE.test(after(scene.text, end)) ? null : pieces;
}

function inMonth(scene: Scene, { year, month, open }: Numbers, day: number): Day | null {
  const date = open || year === undefined ? nearest(month, day, scene.now.date) : dateOf(year, month, day);
  return date === null ? null : { date, named: open ? 'month-day' : 'exact' };
}

function readMonthDays(scene: Scene, at: number): Piece[] | null {
  const match = matchAt(MONTH_DAYS, scene.text, at) ?? matchAt(MONTH_DAY_BARE, scene.text, at);
  if (!match) return null;
  const month = readNumeral(match[2]!);
  const year = readYear(match[1], scene.now.date);
  if (month === null || month < 1 || month > 12) return null;
  const end = at + match[0].length;
  const listAt = scene.text.indexOf('月', at + match[0].indexOf(match[2]!)) + 1;
  const start = scene.text.indexOf(match[3]!, listAt);
  const pieces = listed(scene, match[3]!, start, end, (n) =>
    inMonth(scene, { year, month, open: year === undefined }, n),
  );
  if (pieces?.[0]) pieces[0].from = at;
  return pieces;
}

const MONTH_STEPS: [RegExp, number][] = [
  [/^下下/, 2],
  [/^下/, 1],
  [/^上上/, -2],
  [/^上/, -1],
  [/^/, 0],
];

/** 下个月 is 1, 本月 0, 上月 -1. */
export function monthStep(text: string): number {
  return MONTH_STEPS.find(([pattern]) => pattern.test(text))![1];
}

function readNearMonth(scene: Scene, at: number): Piece[] | null {
  const match = matchAt(NEAR_MONTH_DAYS, scene.text, at);
  if (!match || match[1]!.startsWith('每')) return null;
  const { year, month } = monthAfter(scene.now.date, monthStep(match[1]!));
  const start = scene.text.indexOf(match[2]!, at + match[1]!.length);
  const pieces = listed(scene, match[2]!, start, at + match[0].length, (n) =>
    inMonth(scene, { year, month, open: false }, n),
  );
  if (pieces?.[0]) pieces[0].from = at;
  return pieces;
}

/** The next month that has this day, this month when it is not over; the last one when the message tells of the past. */
export function nextDayNumber(today: string, day: number, past = false): string | null {
  for (let step = 0; Math.abs(step) < 4; step += past ? -1 : 1) {
    const { year, month } = monthAfter(today, step);
    const date = day <= monthLength(year, month) ? dateOf(year, month, day) : null;
    if (date !== null && (past ? date <= today : date >= today)) return date;
  }
  return null;
}

function readOnlyDays(scene: Scene, at: number): Piece[] | null {
  const match = matchAt(ONLY_DAYS, scene.text, at) ?? matchAt(COUNTED_DAYS, scene.text, at);
  if (!match) return null;
  const end = at + match[0].length;
  const last = readNumeral(match[1]!.split(/[^\d一二三四五六七八九十廿卅]+/).at(-1)!);
  if (last === null || last < 1 || last > 31) return null;
  // 周五六日 is read as weekdays or not at all.
  if (/[一二三四五六]日/.test(match[0]) && (scene.pieces.at(-1)?.to ?? -1) === at) return null;
  const left = before(scene.text, at, 1);
  if (left === '月') return null;
  if (
    match[2] === '日'
      ? /[生今明昨节百每周第]/.test(left) ||
        /^[一十]日$/.test(match[0]) ||
        /^[后前夜程记志]/.test(after(scene.text, end, 1))
      : !isDayNumber(scene, at, end, last)
  )
    return null;
  return listed(scene, match[1]!, at, end, (n) => {
    const date = nextDayNumber(scene.now.date, n, scene.past);
    return date === null ? null : { date, named: 'number' };
  });
}

function readWritten(scene: Scene, at: number): Piece[] | null {
  const { text, now } = scene;
  const full = matchAt(FULL, text, at);
  if (full) {
    const date = dateOf(Number(full[1]), Number(full[3]), Number(full[4]));
    return date === null ? null : [{ kind: 'day', day: { date, named: 'exact' }, from: at, to: at + full[0].length }];
  }
  const short = matchAt(SHORT, text, at);
  if (!short) return null;
  const month = Number(short[1]);
  const day = Number(short[3]);
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  if (!isShortDate(scene, at, short[0], short[2]!)) return null;
  const date = nearest(month, day, now.date);
  return date === null
    ? null
    : [{ kind: 'day', day: { date, named: 'month-day' }, from: at, to: at + short[0].length }];
}

export const date: Reader = {
  name: 'date in numbers',
  first: '0123456789一二三四五六七八九十廿卅今明后去前来这本当下上',
  unit: '月年日号/.-、,，和及到至~个',
  read(scene, at) {
    const char = scene.text[at]!;
    if (/[这本当下上]/.test(char)) return readNearMonth(scene, at);
    if (/[今明后去前来]/.test(char)) return matchYear(scene.text, at) ? readMonthDays(scene, at) : null;
    const gap = at - (scene.pieces.at(-1)?.to ?? -9);
    if (
      gap > 1 &&
      NUMERIC.test(char) &&
      /[\d一二三四五六七八九十百千零第.:/-]/.test(scene.text[at - 1] ?? '') &&
      !/[^\d][-.:/]$/.test(before(scene.text, at, 2))
    )
      return null;
    return (
      readMonthDays(scene, at) ?? (NUMERIC.test(char) ? (readWritten(scene, at) ?? readOnlyDays(scene, at)) : null)
    );
  },
};

/** For a linked bare number: the same month as the day before it, or the next one. */
export function numberAfter(previous: string, day: number): string | null {
  const { year, month } = monthAfter(previous, 0);
  const same = day <= monthLength(year, month) ? dateOf(year, month, day) : null;
  return same !== null && same > previous ? same : nextDayNumber(addDays(previous, 1), day);
}
