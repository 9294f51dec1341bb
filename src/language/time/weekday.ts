/** 周六, 下周三, 礼拜天, 周一到周三, 周六、日: days of the week. Monday starts the week. */
import { addDays, mondayOf, weekday } from './calendar.ts';
import { after, before, type Day, matchAt, NUMERIC, type Piece, type Reader, type Scene } from './piece.ts';
import { isPersonName, isWeekdayWord } from './weekday-guards.ts';

const NUMBERS: Record<string, number> = {
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  日: 7,
  天: 7,
  1: 1,
  2: 2,
  3: 3,
  4: 4,
  5: 5,
  6: 6,
  7: 7,
};

/** 1 = Monday … 7 = Sunday, of 一 … 六, 日, 天 or a digit. */
export const weekdayNumber = (char: string): number => NUMBERS[char] ?? 0;

const WEEK = '(下下下|下下|下一?|上上|上一?|这一?|本|当)?(?:一个|个)?(?:周|星期|礼拜)';
const NAMED = new RegExp(`${WEEK}的?([一二三四五六日天]|[1-7](?![\\d.:：\\-个天次点月号]))`, 'y');
/** 拜六 in the south, without 礼. */
const SHORT_NAMED = /()拜([一二三四五六])(?![拜下个])/y;
/** What may stand after the last of 周一三五, so that 周三四点 stays four o'clock. */
const RUN = /[一二三四五六日天]{1,6}/y;
const RUN_END =
  /^(?:$|[\s,.，。!！?？;；)）(（/~]|[上下早晚中凌全都各的每两有可能在要和与及我他她来去到至做开]|[两三四五]天)/;
const MORE = /\s?[、/和及跟与]\s?([一二三四五六日天])/y;
const UP_TO = /\s?(?:到|至|-{1,2}|~)\s?([一二三四五六日天])/y;

const STEPS: Record<string, number> = {
  下下下: 3,
  下下: 2,
  下: 1,
  下一: 1,
  上: -1,
  上一: -1,
  上上: -2,
  这: 0,
  这一: 0,
  本: 0,
  当: 0,
};

/** Weeks ahead of this one; undefined for a bare weekday. */
export function weekStep(prefix: string | undefined): number | undefined {
  return prefix === undefined ? undefined : STEPS[prefix];
}

/** 一下周六 is no 下周六, 线上周六 no 上周六. */
const BROKEN_UP = /[晚早马以线网楼街路身手天地船车桌墙会]$/;
const BROKEN_DOWN = /(?:[一线底树乡私脚台门当]|楼|地|[问说讲]|(?:通知|确认|统计|查看|打听)一)$/;

/** True when the 上 or 下 before the week belongs to the word before it. */
export function isBrokenPrefix(text: string, at: number, prefix: string): boolean {
  const left = before(text, at, 4);
  return prefix === '上' ? BROKEN_UP.test(left) : prefix === '下' && BROKEN_DOWN.test(left);
}

function dayOf(scene: Scene, number: number, step: number | undefined): Day {
  const { date } = scene.now;
  if (step !== undefined)
    return { date: addDays(mondayOf(date), step * 7 + number - 1), named: 'exact', fixedWeek: true };
  const ahead = (number - weekday(date) + 7) % 7;
  return { date: addDays(date, scene.past && ahead > 0 ? ahead - 7 : ahead), named: 'weekday' };
}

/** The further weekdays of 周一三五, 周六、日 and 周一到五, each at its own place. */
function more(scene: Scene, to: number, first: number, step: number | undefined): Piece[] {
  const { text } = scene;
  const pieces: Piece[] = [];
  const add = (number: number, from: number, end: number) =>
    pieces.push({ kind: 'day', day: dayOf(scene, number, step), from, to: end });
  const run = matchAt(RUN, text, to)?.[0] ?? '';
  let place = to;
  let last = first;
  for (const char of run) {
    if (weekdayNumber(char) <= last) break;
    last = weekdayNumber(char);
    place++;
  }
  while (place > to && !RUN_END.test(after(text, place, 2))) place--;
  for (let i = to; i < place; i++) add(weekdayNumber(text[i]!), i, i + 1);
  for (let m = matchAt(MORE, text, place); m && pieces.length < 7; m = matchAt(MORE, text, place)) {
    const end = place + m[0].length;
    if (!RUN_END.test(after(text, end, 2)) && !/^[、/和及跟与]/.test(after(text, end, 2))) break;
    add(weekdayNumber(m[1]!), end - 1, end);
    place = end;
  }
  const upTo = matchAt(UP_TO, text, place);
  if (upTo && RUN_END.test(after(text, place + upTo[0].length, 2)))
    add(weekdayNumber(upTo[1]!), place + upTo[0].length - 1, place + upTo[0].length);
  return pieces;
}

/** A weekday at this place with all that is counted with it. */
export function readWeekdays(scene: Scene, at: number): Piece[] | null {
  const { text } = scene;
  const match = matchAt(NAMED, text, at) ?? matchAt(SHORT_NAMED, text, at);
  if (!match) return null;
  const prefix = match[1] || undefined;
  const to = at + match[0].length;
  const joined = (scene.pieces.at(-1)?.to ?? -1) === at;
  if (prefix !== undefined && isBrokenPrefix(text, at, prefix)) return null;
  if (
    prefix === undefined &&
    !joined &&
    (NUMERIC.test(text[at - 1] ?? '') ||
      /[老小姓阿隔逢每]$|[第几半][一二三四五六\d]?$|[\d一二两三四五六七八九十几]个$|[礼参朝崇祭叩跪结]$/.test(
        before(text, at, 3),
      ))
  )
    return null;
  if (!isWeekdayWord(text, to)) return null;
  if (prefix === undefined && isPersonName(text, at, to)) return null;
  const step = weekStep(prefix);
  const number = weekdayNumber(match[2]!);
  return [{ kind: 'day', day: dayOf(scene, number, step), from: at, to }, ...more(scene, to, number, step)];
}

export const weekdays: Reader = {
  name: 'weekday',
  first: '下上这本当周星礼拜',
  read: readWeekdays,
};
