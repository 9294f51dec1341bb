/** 元旦, 春节, 清明, 中秋, 母亲节, 双十一, 冬至: days with a name of their own. */
import { addDays, dateOf, weekday } from './calendar.ts';
import { isFestival } from './festival-guards.ts';
import { lunarDate, newYearsEve, solarTerm } from './lunar.ts';
import { matchAt, type Reader } from './piece.ts';
import { matchYear, nextYearly, readYear, YEAR_FIRST } from './year.ts';

type InYear = (year: number) => string | null;
const solar =
  (month: number, day: number): InYear =>
  (year) =>
    dateOf(year, month, day);
const lunar =
  (month: number, day: number): InYear =>
  (year) =>
    lunarDate(year, month, day);
const term =
  (name: string): InYear =>
  (year) =>
    solarTerm(name, year);
/** The n-th weekday of a month: 母亲节 is the second Sunday of May. */
const nth =
  (month: number, n: number, day: number): InYear =>
  (year) => {
    const first = dateOf(year, month, 1)!;
    return addDays(first, ((day - weekday(first) + 7) % 7) + (n - 1) * 7);
  };

/** Longer names before the shorter ones they begin with. Days of the twelfth lunar month fall into the next solar year. */
const FESTIVALS: [string, InYear][] = [
  ['元旦节?|阳历年', solar(1, 1)],
  ['春节|大年初一|年初一|农历新年|正月初一', lunar(1, 1)],
  ['除夕夜?|大年三十|年三十|年三十儿|大年夜|年夜(?=那天|当天)', (year) => newYearsEve(year - 1)],
  ['元宵节?|上元节|灯节|正月十五', lunar(1, 15)],
  ['腊八节?', (year) => lunarDate(year - 1, 12, 8)],
  ['小年夜?(?!轻|龄|纪)', (year) => lunarDate(year - 1, 12, 23)],
  ['龙抬头|二月二(?![十号日\\d])', lunar(2, 2)],
  ['端午节?|端阳节?|五月节|五月初五', lunar(5, 5)],
  ['七夕节?', lunar(7, 7)],
  ['中元节|七月半|鬼节', lunar(7, 15)],
  ['中秋节?|八月节|八月半|仲秋节', lunar(8, 15)],
  ['重阳节?|敬老节|老人节|老年节|九月九(?![号日\\d])', lunar(9, 9)],
  ['寒衣节', lunar(10, 1)],
  ['情人节', solar(2, 14)],
  ['雷锋日|学雷锋纪念日|学雷锋日', solar(3, 5)],
  ['三八妇女节|三八节|妇女节|女神节|国际妇女节|三八', solar(3, 8)],
  ['植树节', solar(3, 12)],
  ['消费者权益日|三一五|3\\.?15', solar(3, 15)],
  ['愚人节', solar(4, 1)],
  ['五一劳动节|五一国际劳动节|国际劳动节|劳动节|五一节?', solar(5, 1)],
  ['五四青年节|青年节|五四', solar(5, 4)],
  ['母亲节', nth(5, 2, 7)],
  ['护士节', solar(5, 12)],
  ['六一儿童节|国际儿童节|儿童节|六一节?', solar(6, 1)],
  ['父亲节', nth(6, 3, 7)],
  ['七一建党节|建党节|党的生日|七一', solar(7, 1)],
  ['八一建军节|建军节|八一', solar(8, 1)],
  ['教师节', solar(9, 10)],
  ['国庆节?|十一国庆节?|十一', solar(10, 1)],
  ['万圣节', solar(10, 31)],
  ['消防日|消防宣传日', solar(11, 9)],
  ['双(?:十一|11)|光棍节', solar(11, 11)],
  ['感恩节', nth(11, 4, 4)],
  ['国际志愿者日|志愿者日|志愿者节', solar(12, 5)],
  ['宪法日', solar(12, 4)],
  ['双(?:十二|12)', solar(12, 12)],
  ['平安夜', solar(12, 24)],
  ['圣诞节?', solar(12, 25)],
  ['清明节?', term('清明')],
  ['冬至节?', term('冬至')],
  ...[
    '立春',
    '雨水',
    '惊蛰',
    '春分',
    '谷雨',
    '立夏',
    '小满',
    '芒种',
    '夏至',
    '小暑',
    '大暑',
    '立秋',
    '处暑',
    '白露',
    '秋分',
    '寒露',
    '霜降',
    '立冬',
    '小雪',
    '大雪',
    '小寒',
    '大寒',
  ].map((name): [string, InYear] => [name, term(name)]),
];
/** The names by their first character: at one place only a few need a look. */
const BY_CHARACTER = new Map<string, [RegExp, InYear][]>();
for (const [names, inYear] of FESTIVALS) {
  for (const char of new Set(names.split('|').map((name) => name[0]!))) {
    BY_CHARACTER.set(char, [...(BY_CHARACTER.get(char) ?? []), [new RegExp(names, 'y'), inYear]]);
  }
}

function named(text: string, at: number): { name: string; inYear: InYear } | null {
  for (const [pattern, inYear] of BY_CHARACTER.get(text[at] ?? '') ?? []) {
    const match = matchAt(pattern, text, at);
    if (match) return { name: match[0], inYear };
  }
  return null;
}

/** A week off at once: 国庆期间 are the seven days. */
const HOLIDAYS = /(?:节)?(?:期间|假期|长假|放假期间|黄金周|七天|小长假)/y;

export const festival: Reader = {
  name: 'festival',
  first: `${[...BY_CHARACTER.keys()].join('')}${YEAR_FIRST}`,
  read(scene, at) {
    const { text, now } = scene;
    const year = matchYear(text, at);
    const nameAt = at + (year?.[0].length ?? 0);
    const found = named(text, nameAt);
    if (!found) return null;
    const { name, inYear } = found;
    const to = nameAt + name.length;
    if (!isFestival(text, nameAt, to, name)) return null;
    const said = readYear(year?.[1], now.date);
    const date = said === undefined ? nextYearly(inYear, now.date) : inYear(said);
    if (date === null) return null;
    const long = /^(?:国庆|十一)/.test(name) ? matchAt(HOLIDAYS, text, to) : null;
    if (long)
      return [{ kind: 'period', span: 'days', start: date, end: addDays(date, 6), from: at, to: to + long[0].length }];
    return [{ kind: 'day', day: { date, named: 'festival' }, from: at, to }];
  },
};
