/** 下周, 周末, 12月, 月底, 下个月中旬, 明年: stretches of days, and their first and last day. */
import { readNumeral } from '../numeral.ts';
import { addDays, dateOf, mondayOf, monthAfter, monthLength, weekday } from './calendar.ts';
import { monthStep } from './date.ts';
import { after, before, type Day, matchAt, NUMERIC, type Piece, type Reader, type Scene } from './piece.ts';
import { firstOccurrence, type Rule } from './rule.ts';
import { isBrokenPrefix, weekdayNumber, weekStep } from './weekday.ts';
import { matchYear, nearest, readYear, YEAR } from './year.ts';

const WEEK = /(下下下|下下|下一?|上上|上一?|这一?|本|当)(?:一个|个)?(?:周|星期|礼拜)/y;
const WEEKEND = /(?:(下下|下一?|上上|上一?|这一?|本)(?:一个|个)?)?(?:(?:周|星期|礼拜)的?(?:末|未(?!必|来))|双休日?)/y;
const MONTH = new RegExp(
  `(?:${YEAR}(\\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:份)?|(这个?|本|当|下下个?|下个?|上上个?|上个?)月(?![球亮老])(?:份)?)的?(上旬|中旬|下旬|初|中(?!午|秋|心)|底|末)?`,
  'y',
);
/** 11月最后一天, 下个月第二个周日: a day of the month by its place in it. */
const IN_MONTH = /\s?的?(?:最后一天|第一天|(?:第([一二三四五1-5])|(最后一))个?(?:周|星期|礼拜)([一二三四五六日天末]))/y;
/** 2月30日: no date could be read here, so no month is meant either. */
const NO_SUCH_DAY = /^\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?[日号]/;
const MONTH_EDGE = /月(底|末|初|中旬|下旬|上旬)/y;
const YEARS = /([今明后去前来])年(?:的?年?([底末初]))?|年([底末])/y;

const HOLY_WEEKEND = /^(?:快乐|愉快|好(?!几|多))/;

function days(
  start: string,
  end: string,
  span: 'week' | 'weekend' | 'month' | 'year' | 'days',
  from: number,
  to: number,
): Piece[] {
  return [{ kind: 'period', span, start, end, from, to }];
}

function oneDay(date: string, from: number, to: number): Piece[] {
  const day: Day = { date, named: 'exact' };
  return [{ kind: 'day', day, from, to }];
}

function readWeek(scene: Scene, at: number): Piece[] | null {
  const { text, now } = scene;
  const weekend = matchAt(WEEKEND, text, at);
  const match = weekend ?? matchAt(WEEK, text, at);
  if (!match) return null;
  const prefix = match[1];
  const to = at + match[0].length;
  if (prefix !== undefined && isBrokenPrefix(text, at, prefix)) return null;
  if (HOLY_WEEKEND.test(after(text, to, 2)) || /^[岁年刊]/.test(after(text, to, 1))) return null;
  const monday = mondayOf(now.date);
  if (!weekend) {
    const start = addDays(monday, 7 * weekStep(prefix)!);
    return days(start, addDays(start, 6), 'week', at, to);
  }
  if (prefix === undefined && /(?:[一二两三四五六几每逢个]|\d)$/.test(before(text, at, 1))) return null;
  // 周末 on a Sunday evening is the coming one; 这周末 stays in this week.
  const over = weekday(now.date) === 7 && now.minutes >= 18 * 60;
  const step = weekStep(prefix) ?? (over ? 1 : scene.past && weekday(now.date) < 6 ? -1 : 0);
  return days(addDays(monday, 7 * step + 5), addDays(monday, 7 * step + 6), 'weekend', at, to);
}

const SATURDAY = 6;

/** Local date of a day by its place in a month, and where its wording ends. */
function placeInMonth(
  text: string,
  at: number,
  year: number,
  month: number,
): { date: string; to: number; weekend: boolean } | null {
  const match = matchAt(IN_MONTH, text, at);
  if (!match) return null;
  const last = /最后/.test(match[0]);
  const rule: Rule = match[3]
    ? {
        freq: 'MONTHLY',
        weekdays: [weekdayNumber(match[3]) || SATURDAY],
        nth: [last ? -1 : (readNumeral(match[1]!) ?? 1)],
      }
    : { freq: 'MONTHLY', monthDays: [last ? -1 : 1] };
  const date = firstOccurrence(rule, dateOf(year, month, 1)!);
  return +date.slice(5, 7) === month ? { date, to: at + match[0].length, weekend: match[3] === '末' } : null;
}

/** The part of a month, or all of it. 月底 and 月初 are one day: the last, the first. */
function inMonth(year: number, month: number, part: string | undefined, from: number, to: number): Piece[] | null {
  const length = monthLength(year, month);
  const on = (day: number) => dateOf(year, month, day)!;
  switch (part) {
    case undefined:
      return days(on(1), on(length), 'month', from, to);
    case '初':
      return oneDay(on(1), from, to);
    case '底':
    case '末':
      return oneDay(on(length), from, to);
    case '上旬':
      return days(on(1), on(10), 'days', from, to);
    case '下旬':
      return days(on(21), on(length), 'days', from, to);
    default:
      return days(on(11), on(20), 'days', from, to);
  }
}

function monthOrDay(text: string, year: number, month: number, part: string | undefined, from: number, to: number) {
  const place = part === undefined ? placeInMonth(text, to, year, month) : null;
  if (!place) return inMonth(year, month, part, from, to);
  if (place.weekend) return days(place.date, addDays(place.date, 1), 'weekend', from, place.to);
  return oneDay(place.date, from, place.to);
}

function readMonth(scene: Scene, at: number): Piece[] | null {
  const { text, now } = scene;
  const edge = matchAt(MONTH_EDGE, text, at);
  if (edge && !/[\d一二三四五六七八九十个这本下上每]$/.test(before(text, at, 1))) {
    const passed = edge[1] === '初' && +now.date.slice(8, 10) > 5;
    const { year, month } = monthAfter(now.date, passed ? 1 : 0);
    return inMonth(year, month, edge[1], at, at + edge[0].length);
  }
  const match = matchAt(MONTH, text, at);
  if (!match) return null;
  const to = at + match[0].length;
  if (match[4] === undefined && NO_SUCH_DAY.test(after(text, to, 6))) return null;
  if (match[3] !== undefined) {
    if (/^[下上]/.test(match[3]) && isBrokenPrefix(text, at, match[3][0]!)) return null;
    const { year, month } = monthAfter(now.date, monthStep(match[3]));
    return monthOrDay(text, year, month, match[4], at, to);
  }
  const month = readNumeral(match[2]!);
  if (
    month === null ||
    month < 1 ||
    month > 12 ||
    /^[龄大嫂子饼球光亮亭薪租供票费卡套]|^天(?!气)/.test(after(text, to, 2))
  )
    return null;
  if (/[第每个近满零]$|\d$|[农阴旧老]历$/.test(before(text, at, 2))) return null;
  const year = readYear(match[1], now.date);
  // A month without a year: the one we are in or the next ahead; a month just past only when the message looks back.
  const date = year === undefined ? thisOrNext(month, now.date, scene.past) : dateOf(year, month, 1);
  return date === null ? null : monthOrDay(text, +date.slice(0, 4), month, match[4], at, to);
}

function thisOrNext(month: number, today: string, past: boolean): string | null {
  const year = +today.slice(0, 4);
  if (past) return nearest(month, 1, today);
  return dateOf(month >= +today.slice(5, 7) ? year : year + 1, month, 1);
}

function readYears(scene: Scene, at: number): Piece[] | null {
  const match = matchAt(YEARS, scene.text, at);
  if (!match) return null;
  const to = at + match[0].length;
  const left = before(scene.text, at, 1);
  if (match[3] !== undefined)
    return /[\d一二两三四五六七八九十几半]/.test(left)
      ? null
      : oneDay(dateOf(+scene.now.date.slice(0, 4), 12, 31)!, at, to);
  if (
    /[以之然最随背往目至从]$/.test(left) ||
    /^(?:[龄级纪度货]|的?(?:春天|夏天|秋天|冬天|暑假|寒假|开春|春季|秋季))/.test(after(scene.text, to, 3))
  )
    return null;
  const year = readYear(match[1], scene.now.date)!;
  if (match[2] !== undefined) return oneDay(match[2] === '初' ? dateOf(year, 1, 1)! : dateOf(year, 12, 31)!, at, to);
  return days(dateOf(year, 1, 1)!, dateOf(year, 12, 31)!, 'year', at, to);
}

export const period: Reader = {
  name: 'week, month or year',
  first: '下上这本当周星礼双月0123456789一二三四五六七八九十今明后去前来年两',
  unit: '月年',
  read(scene, at) {
    const char = scene.text[at]!;
    const joined = (scene.pieces.at(-1)?.to ?? -1) === at;
    if (NUMERIC.test(char) && !joined && NUMERIC.test(scene.text[at - 1] ?? '')) return null;
    if (/[今明后去前来年]/.test(char))
      return (matchYear(scene.text, at) && readMonth(scene, at)) ?? readYears(scene, at);
    return (/[下上这本当周星礼双]/.test(char) ? readWeek(scene, at) : null) ?? readMonth(scene, at);
  },
};
