/** 腊月二十三, 农历八月十五, 大年初三, 五月初五, 初五: days of the lunar calendar. */
import { readNumeral } from '../numeral.ts';
import { addDays } from './calendar.ts';
import { lunarDate, lunarOf, newYearsEve } from './lunar.ts';
import { after, before, matchAt, NUMERIC, type Reader, type Scene } from './piece.ts';
import { matchYear, nextYearly, readYear, YEAR } from './year.ts';

const MONTH = '(正|冬|腊|十[一二]?|[一二三四五六七八九]|\\d{1,2})月';
const DAY =
  '(初?(?:十|[一二三四五六七八九])|初?\\d{1,2}|十[一二三四五六七八九]|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十)';
const BOUND = '(?![十一二三四五六七八九\\d])';
const SAID = new RegExp(`(?:农历|阴历|旧历|老历)\\s?${YEAR}${MONTH}\\s?${DAY}${BOUND}[日号]?`, 'y');
const NAMED = new RegExp(`${YEAR}(?:农历|阴历|旧历|老历)?(正|冬|腊)月\\s?${DAY}${BOUND}[日号]?`, 'y');
const WITH_CHU = new RegExp(`${YEAR}(?:农历|阴历)?${MONTH}\\s?(初(?:十|[一二三四五六七八九]|\\d{1,2}))${BOUND}`, 'y');
/** 八月十五 without 号 is the Mid-Autumn day, 三月三 and 七月七 are folk days too. */
const FOLK = /()(八月(?=十五)|三月(?=三)|七月(?=七)|六月(?=六))(十五|三|七|六)(?![十号日\d个天点分])/y;
const NEW_YEAR = new RegExp(`${YEAR}(?:大年|年|过年|春节|正月)(初(?:十|[一二三四五六七八九]))${BOUND}`, 'y');
const BARE = /初(十|[一二三四五六七八九])(?![中高级年学班生期\d一二三四五六七八九十的]|下学|上学|孩子|数学|语文)/y;

const MONTHS: Record<string, number> = { 正: 1, 冬: 11, 腊: 12 };

function monthOf(text: string): number {
  const name = text.replace('月', '');
  return MONTHS[name] ?? readNumeral(name) ?? 0;
}

function dayOf(text: string): number {
  return readNumeral(text.replace('初', '')) ?? 0;
}

/** 腊月 and 冬月 of a lunar year may lie in the next solar year; a year said by people is the solar one, 正月 to 十月 agree. */
function find(scene: Scene, yearText: string | undefined, month: number, day: number): string | null {
  const inYear = (year: number) => {
    // 腊月三十 is New Year's Eve also when that month has 29 days.
    if (month === 12 && day === 30) return newYearsEve(year - 1);
    return lunarDate(month === 12 ? year - 1 : year, month, day);
  };
  const year = readYear(yearText, scene.now.date);
  return year === undefined ? nextYearly(inYear, scene.now.date) : inYear(year);
}

/** 初五 alone: only while people speak of the New Year, from the twelfth month on to the end of the first. */
function bare(scene: Scene, at: number) {
  const match = matchAt(BARE, scene.text, at);
  if (!match || /[年月最当起之]$/.test(before(scene.text, at, 1))) return null;
  const { month } = lunarOf(scene.now.date);
  return month === 12 || month === 1 || followed(scene, at) ? match : null;
}

/** The lunar day right before: 大年初一到初七 stays in that month. */
function followed(scene: Scene, at: number): string | undefined {
  const last = scene.pieces.at(-1);
  return last?.kind === 'day' && last.day.named === 'festival' && at - last.to <= 2 ? last.day.date : undefined;
}

function bareDate(scene: Scene, at: number, day: number): string | null {
  const previous = followed(scene, at);
  if (previous === undefined) return find(scene, undefined, 1, day);
  const { year, month } = lunarOf(addDays(previous, 1));
  return lunarDate(year, month, day);
}

export const lunarDay: Reader = {
  name: 'lunar day',
  first: '农阴旧老正冬腊大年过春初八三七六0123456789一二四五九十今明后去前来',
  unit: '月年',
  read(scene, at) {
    const { text } = scene;
    if (NUMERIC.test(text[at]!) && NUMERIC.test(text[at - 1] ?? '')) return null;
    if (/[今明后去前来]/.test(text[at]!) && !matchYear(text, at)) return null;
    let date: string | null = null;
    const match =
      matchAt(SAID, text, at) ?? matchAt(NAMED, text, at) ?? matchAt(WITH_CHU, text, at) ?? matchAt(FOLK, text, at);
    const newYear = match ? null : (matchAt(NEW_YEAR, text, at) ?? null);
    const alone = match || newYear ? null : bare(scene, at);
    const found = match ?? newYear ?? alone;
    if (!found) return null;
    if (match) date = find(scene, match[1] || undefined, monthOf(match[2]!), dayOf(match[3]!));
    else if (newYear) date = find(scene, newYear[1], 1, dayOf(newYear[2]!));
    else date = bareDate(scene, at, dayOf(found[1]!));
    if (date === null || /^月/.test(after(text, at + found[0].length, 1))) return null;
    return [{ kind: 'day', day: { date, named: 'festival' }, from: at, to: at + found[0].length }];
  },
};
