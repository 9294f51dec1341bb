/** How long something took or takes, in minutes: 仨小时, 一个半钟头, 2小时10分, 从两点到四点半. Pure. */
import { NUMERAL, readNumeral } from './numeral.ts';
import { match, replaced } from './says.ts';

const number = `(?:[0-9]{1,3}(?:\\.[0-9])?|[一二两俩仨三四五六七八九十]{1,3})`;
const about = '(?:大概|大约|差不多|将近|约|一共|总共|共|整整)?';
/** Source of a pattern for one duration. */
export const DURATION =
  `${number} ?(?:个|来个|多个)?(?:半|多|来)? ?(?:小时|钟头|h(?![a-z]))(?: ?(?:零|又)?${number} ?分钟?|半)?` +
  `|半个?(?:多)?(?:小时|钟头)|${number} ?(?:来|多)?分钟|${number} ?刻钟`;
const hours = new RegExp(
  `(?<number>${number})? ?(?:来|多)?个?(?<half>半)?个?(?:多|来)? ?(?:小时|钟头|h(?![a-z]))(?: ?(?:零|又)?(?<minutes>${number}) ?分|(?<tail>半))?`,
);
const minutesOnly = new RegExp(`(?<number>${number}) ?(?:来|多)?分钟`);
const quarters = new RegExp(`(?<number>${number}) ?刻钟`);
const each = new RegExp(`(?<count>${NUMERAL}) ?(?:户|家|次|趟|位|个人|人)[^0-9]{0,6}(?:每|一)(?:户|家|次|趟|位|人)`);
const denied = new RegExp(`不是 ?${about}(?:${DURATION})`, 'g');
const oclock = `(?<PART>早上|上午|中午|下午|晚上)?(?<HOUR>${NUMERAL}) ?(?:点|:|时)(?<HALF>半|一刻|三刻|${NUMERAL})?分?`;
const range = new RegExp(
  `${oclock.replace(/PART|HOUR|HALF/g, '$&1')} ?(?:到|至|-|~|—) ?${oclock.replace(/PART|HOUR|HALF/g, '$&2')}`,
);

const value = (said: string | undefined) => {
  if (said === undefined) return undefined;
  if (/^[0-9.]+$/.test(said)) return Number(said);
  return readNumeral(said) ?? undefined;
};

function minutesOfDay(g: Record<string, string | undefined>, n: 1 | 2): number | undefined {
  const hour = value(g[`HOUR${n}`]);
  if (hour === undefined || hour > 24) return undefined;
  const half = g[`HALF${n}`];
  const minutes = half === '半' ? 30 : half === '一刻' ? 15 : half === '三刻' ? 45 : (value(half) ?? 0);
  return hour * 60 + minutes;
}

function fromRange(text: string): number | undefined {
  const between = match(range, text);
  if (!between) return undefined;
  const g = between.groups ?? {};
  const start = minutesOfDay(g, 1);
  const end = minutesOfDay(g, 2);
  if (start === undefined || end === undefined) return undefined;
  // 从十点到一点 crosses noon without saying so.
  const length = end > start ? end - start : end + 12 * 60 - start;
  return length > 0 && length < 16 * 60 ? length : undefined;
}

function single(text: string): number | undefined {
  const h = match(hours, text);
  if (h && (h.groups?.['number'] || h.groups?.['half'])) {
    const whole = value(h.groups['number']) ?? 0;
    const extra = h.groups['half'] || h.groups['tail'] ? 30 : (value(h.groups['minutes']) ?? 0);
    return Math.round(whole * 60 + extra);
  }
  const q = match(quarters, text);
  if (q) return (value(q.groups?.['number']) ?? 0) * 15;
  const m = match(minutesOnly, text);
  return m ? value(m.groups?.['number']) : undefined;
}

/**
 * The duration that a text states, in minutes.
 * `不是20小时` is passed over; `4户 每户15分钟` is multiplied; a range of clock times gives its length.
 */
export function readDuration(text: string): number | undefined {
  const said = replaced(text, denied, ' ');
  const one = single(said);
  if (one === undefined) return fromRange(said);
  const times = value(each.exec(said)?.groups?.['count']) ?? 1;
  const minutes = one * (times > 50 ? 1 : times);
  return minutes > 0 && minutes <= 7 * 24 * 60 ? minutes : undefined;
}

/** Wording → minutes. */
export const wordings: readonly (readonly [string, number | undefined])[] = [
  ['2小时', 120],
  ['两个小时', 120],
  ['俩小时', 120],
  ['仨小时', 180],
  ['一个半钟头', 90],
  ['1个半小时', 90],
  ['半小时', 30],
  ['半个钟头', 30],
  ['一小时半', 90],
  ['40分钟', 40],
  ['四十分钟', 40],
  ['2小时10分', 130],
  ['2小时10分钟', 130],
  ['1.5小时', 90],
  ['2h', 120],
  ['一刻钟', 15],
  ['三刻钟', 45],
  ['三个多小时', 180],
  ['从两点到四点半', 150],
  ['上午九点半到十一点半', 120],
  ['14:00-16:30', 150],
  ['十点到一点', 180],
  ['走访4户 每户大概15分钟', 60],
  ['是2小时不是20小时', 120],
  ['大概俩钟头', 120],
  ['3号', undefined],
  ['小时候', undefined],
  ['分钟', undefined],
];
