/** 每周六, 一三五, 每天, 工作日, 每月15号, 每月第一个周六, 隔周三: what happens again and again. */
import { readNumeral } from '../numeral.ts';
import { after, before, matchAt, NUMERIC, type Piece, type Reader, type Scene, touching } from './piece.ts';
import { type Rule, WORKDAYS } from './rule.ts';
import { weekdayNumber } from './weekday.ts';
import { isWeekdayWord } from './weekday-guards.ts';

const W = '(?:周|星期|礼拜)';
const LIST =
  '([一二三四五六日天](?:\\s?[、,，/和跟及与]?\\s?(?:(?:周|星期|礼拜)?[一二三四五六日天](?![点时个十月号:：]))){0,6})';
const EACH_WEEKDAY = new RegExp(
  `(每个?|逢|每逢|每到)${W}(?:的(?:周|星期|礼拜)?)?${LIST}(?:\\s?(?:到|至|-|~)\\s?${W}?([一二三四五六日天]))?`,
  'y',
);
const BIWEEKLY = new RegExp(
  `(?:每?隔(?:一个?)?|每(?:两|二|2)个?)${W}(?:的?(?:周|星期|礼拜)?([一二三四五六日天]))?(?![\\d一二三四五六七八九十]|后|前)`,
  'y',
);
const EACH_WEEKEND = new RegExp(`(?:每个?|逢|每逢|每到)(?:${W}(?:末|未)|双休日)`, 'y');
const WORKDAY = /(?:每个?)?工作日/y;
const DAILY =
  /每隔一天|隔一天|每隔一日|隔天|隔日|(?:每|逢)(?:隔)?([两二三四五六七\d])(?:天|日)|每天|每日|见天儿?|每一天|每(?=[早晚](?![点些]))|每个(?=早上|晚上|上午|下午|中午)|天天(?=早|晚|上午|下午|中午|夜|\s?\d{1,2}\s?[点:]|\s?[一二三四五六七八九十两]{1,2}点)/y;
const MONTHLY = new RegExp(
  `每(?:个)?月的?\\s?(?:第?([一二三四五末1-5]|头一?|最后一?)(?:个)?(?:[、和]第?([一二三四五]))?(?:个)?(?:${W}的?)?${W}([一二三四五六日天])|((?:\\d{1,2}|[一二三四五六七八九十]{1,3})(?:\\s?[日号]?[、,，和]\\s?(?:\\d{1,2}|[一二三四五六七八九十]{1,3})){0,6})\\s?[日号]|(月?底|月?末|最后一天|月?初(?![一二三四五六七八九十])|第一天))`,
  'y',
);
const YEARLY = /每年的?\s?(\d{1,2}|十[一二]?|[一二三四五六七八九])月\s?(\d{1,2}|[一二三四五六七八九十]{1,3})[日号]/y;
/** 一三五 and 二四六 without 周: at least three days, or two that stand alone. */
const SHORT_RUN =
  /周?(?:一三五|二四六|一三|二四|三五|二四日|三六|一四|二五|一二三四五|三五日|一三五日|二四六日)(?=$|[\s,，。!！?？;；]|[早晚上下中各的都去来可有])|周?(?:一三五|二四六)(?![\d零〇一二三四五六七八九十百千万点:个斤块米人名岁度路线班分之折比]|号|楼|栋|单元|室|层|次|年|月|日)/y;
const RUN_BEFORE = /[\d零〇一二三四五六七八九十第说是机话号楼栋]$/;
const NOT_A_RUN_AFTER = /^(?:的?(?:号|楼|中|班|名|人|比例|分成)|上?下五|下去|来了)/;

function weekdaysOf(list: string): number[] {
  const numbers = [...list].map(weekdayNumber).filter((n) => n > 0);
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function recur(rule: Rule, from: number, to: number): Piece[] {
  return [{ kind: 'recur', rule, from, to }];
}

function readWeekly(text: string, at: number): Piece[] | null {
  const each = matchAt(EACH_WEEKDAY, text, at);
  if (each) {
    const to = at + each[0].length;
    const days = weekdaysOf(each[2]!);
    // 每周三次 is three times a week, 每周一次 once.
    if (each[3] === undefined && !isWeekdayWord(text, to)) return null;
    const last = each[3] === undefined ? 0 : weekdayNumber(each[3]);
    for (let day = days.at(-1)! + 1; day <= last; day++) days.push(day);
    return recur({ freq: 'WEEKLY', weekdays: days }, at, to);
  }
  const weekend = matchAt(EACH_WEEKEND, text, at);
  return weekend && recur({ freq: 'WEEKLY', weekdays: [6, 7] }, at, at + weekend[0].length);
}

function readBiweekly(text: string, at: number): Piece[] | null {
  const match = matchAt(BIWEEKLY, text, at);
  if (!match) return null;
  const to = at + match[0].length;
  const rule: Rule = { freq: 'WEEKLY', interval: 2 };
  if (match[1] === undefined) return recur(rule, at, to);
  // 每两周一次 counts, it names no Monday.
  if (!isWeekdayWord(text, to)) return recur(rule, at, to - 1);
  return recur({ ...rule, weekdays: [weekdayNumber(match[1])] }, at, to);
}

function readDaily(text: string, at: number): Piece[] | null {
  const match = matchAt(DAILY, text, at);
  if (!match) return null;
  const to = at + match[0].length;
  const count =
    match[1] === undefined
      ? /隔/.test(match[0])
        ? 2
        : 1
      : (readNumeral(match[1]) ?? 1) + (/隔/.test(match[0]) ? 1 : 0);
  if (/^(?:向上|好心情)/.test(after(text, to, 3)) || /[改次第]$/.test(before(text, at, 1))) return null;
  return recur(count > 1 ? { freq: 'DAILY', interval: count } : { freq: 'DAILY' }, at, to);
}

const NTH: Record<string, number> = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 头: 1, 头一: 1, 末: -1, 最后: -1, 最后一: -1 };

function readMonthly(text: string, at: number): Piece[] | null {
  const match = matchAt(MONTHLY, text, at);
  if (!match) return null;
  const to = at + match[0].length;
  const [, nth, second, day, numbers, edge] = match;
  if (edge !== undefined) return recur({ freq: 'MONTHLY', monthDays: [/初|第一/.test(edge) ? 1 : -1] }, at, to);
  if (numbers !== undefined) {
    const monthDays = numbers.split(/[^\d一二三四五六七八九十]+/).flatMap((n) => readNumeral(n) ?? []);
    return monthDays.every((n) => n >= 1 && n <= 31) && monthDays.length > 0
      ? recur({ freq: 'MONTHLY', monthDays }, at, to)
      : null;
  }
  const nths = [nth, second].flatMap((n) => (n === undefined ? [] : (NTH[n] ?? Number(n))));
  return recur({ freq: 'MONTHLY', weekdays: [weekdayNumber(day!)], nth: nths }, at, to);
}

function readYearly(text: string, at: number): Piece[] | null {
  const match = matchAt(YEARLY, text, at);
  const month = match && readNumeral(match[1]!);
  const day = match && readNumeral(match[2]!);
  if (!match || !month || !day || month > 12 || day > 31) return null;
  return recur({ freq: 'YEARLY', month, monthDays: [day] }, at, at + match[0].length);
}

function readRun(scene: Scene, at: number): Piece[] | null {
  const { text } = scene;
  const match = matchAt(SHORT_RUN, text, at);
  if (!match || RUN_BEFORE.test(before(text, at, 1))) return null;
  const to = at + match[0].length;
  if (NOT_A_RUN_AFTER.test(after(text, to, 3))) return null;
  const days = weekdaysOf(match[0]);
  const plain = /^周/.test(match[0]);
  // 三五 and 一四 alone are anything; they need 周, or a part of the day or an hour right behind.
  if (!plain && days.length < 3 && !/^\s?(?:早|晚|上午|下午|中午|\d{1,2}[点:])/.test(after(text, to, 5))) return null;
  if (!plain && touching(scene, at)?.kind === 'clock') return null;
  return recur({ freq: 'WEEKLY', weekdays: days }, at, to);
}

function readWorkday(text: string, at: number): Piece[] | null {
  const match = matchAt(WORKDAY, text, at);
  if (
    !match ||
    /[\d一二两三四五六七八九十几个非]$/.test(before(text, at, 1)) ||
    /^[内之后前]/.test(after(text, at + match[0].length, 1))
  )
    return null;
  return recur({ freq: 'WEEKLY', weekdays: [...WORKDAYS] }, at, at + match[0].length);
}

export const recurring: Reader = {
  name: 'recurrence',
  first: '每逢隔工天见周一二三',
  read(scene, at) {
    const { text } = scene;
    if (NUMERIC.test(text[at]!) || text[at] === '周') return readRun(scene, at);
    return (
      readBiweekly(text, at) ??
      readWeekly(text, at) ??
      readMonthly(text, at) ??
      readYearly(text, at) ??
      readDaily(text, at) ??
      readWorkday(text, at)
    );
  },
};
