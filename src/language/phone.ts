/** Phone numbers: mobile and landline, with separators, full width or spoken digit by digit. Pure. */

import type { Place } from '../chat/meaning.ts';
import { readPlaces } from './place.ts';
import { all } from './says.ts';

const spokenDigits = '零〇一幺二两三四五六七八九';
const digitOf: Record<string, string> = {
  零: '0',
  〇: '0',
  一: '1',
  幺: '1',
  二: '2',
  两: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
};
const any = `[0-9${spokenDigits}]`;
const gap = '[ ,，、.\\-—]?';

/** Source of a pattern for one number: a mobile of eleven digits, or a landline with or without its area code. */
export const PHONE = [
  `(?<!${any})(?:\\+?86[ -]?)?[1一幺]${gap}[3-9三四五六七八九](?:${gap}${any}){9}(?!${any})`,
  '(?<![0-9])\\(?0[1-9][0-9]{1,2}\\)?[ -]?[2-8][0-9]{2,3}[ -]?[0-9]{4}(?![0-9])',
  '(?<![0-9.])[2-8][0-9]{7}(?![0-9])',
  '(?<![0-9])[2-8][0-9]{3}[ -][0-9]{4}(?![0-9])',
  '(?<![0-9])400[ -]?[0-9]{3}[ -]?[0-9]{4}(?![0-9])',
].join('|');
const pattern = new RegExp(PHONE, 'g');

const plain = (found: string) =>
  [...found]
    .map((c) => digitOf[c] ?? c)
    .join('')
    .replace(/[^0-9]/g, '');

/** All numbers in a text, digits only, without the code of the country. */
export function readPhones(text: string): { value: string; at: number; end: number }[] {
  return all(pattern, text).map((m) => ({
    value: plain(m[0]).replace(/^86(?=1[3-9][0-9]{9}$)/, ''),
    at: m.index,
    end: m.index + m[0].length,
  }));
}

/** The first number in a text; a mobile goes before a landline. */
export function readPhone(text: string): string | undefined {
  const all = readPhones(text);
  return (all.find((p) => /^1[3-9][0-9]{9}$/.test(p.value)) ?? all[0])?.value;
}

/** Full width digits and dashes as plain ones, marks without width as blanks: the same length, so positions stay. */
function sameLength(text: string): string {
  return text.replace(/[０-９－＋．（）\u3000\u200b\u200c\u200e\u200f\u2060\ufeff]|\u200d|\ufe0f/g, (c) =>
    c >= '！' && c <= '～' ? String.fromCharCode(c.charCodeAt(0) - 0xfee0) : ' ',
  );
}

/** Only the building of a door is for everybody. */
const buildingOf = (place: Place) => (place.building ? `${place.building}号楼` : '');

/** A text for the group: phones are taken out, of a door only the building stays. Everything else stays as it was. */
export function hidePrivate(text: string): string {
  let out = text;
  // What is taken out may bring two halves of a number together, so the text is looked at until nothing is found.
  for (let before = ''; before !== out; ) {
    before = out;
    for (const found of privateSpans(before).reverse())
      out = out.slice(0, found.at) + found.instead + out.slice(found.end);
  }
  return out;
}

/** Phones, and doors with a room, in order and without overlap. */
function privateSpans(text: string): { at: number; end: number; instead: string }[] {
  const shadow = sameLength(text);
  const doors = readPlaces(shadow).filter((p) => p.place.room !== undefined);
  const all = [
    ...readPhones(shadow).map((p) => ({ at: p.at, end: p.end, instead: '' })),
    ...doors.map((p) => ({ at: p.at, end: p.end, instead: buildingOf(p.place) })),
  ].sort((x, y) => x.at - y.at);
  return all.filter((span, i) => i === 0 || span.at >= Math.max(...all.slice(Math.max(0, i - 3), i).map((o) => o.end)));
}

/** Wording → the number. */
export const wordings: readonly (readonly [string, string | undefined])[] = [
  ['电话13611240052', '13611240052'],
  ['136 1124 0052', '13611240052'],
  ['136-1124-0052', '13611240052'],
  ['136.1124.0052 找我', '13611240052'],
  ['+86 13611240052', '13611240052'],
  ['8613611240052', '13611240052'],
  ['手机一三五零一一二零零七七', '13501120077'],
  ['一三五，零一一二，零零七七', '13501120077'],
  ['幺三八零零一三八〇〇〇', '13800138000'],
  ['幺三八零零一三八〇〇〇零', undefined],
  ['座机010-64031102', '01064031102'],
  ['(010)64031102', '01064031102'],
  ['0571 8765 4321', '057187654321'],
  ['座机没有，手机13501120077', '13501120077'],
  ['座机64031102', '64031102'],
  ['400-810-1234', '4008101234'],
  ['认领 13', undefined],
  ['订单号 20261123', '20261123'],
  ['身份证110101193812011234', undefined],
];

/** Text → what the group may see of it. */
export const hidden: readonly (readonly [string, string])[] = [
  ['5号楼1单元302,电话13611240052', '5号楼,电话'],
  ['我家５号楼１单元３０２', '我家5号楼'],
  ['手机一三五零一一二零零七七', '手机'],
  ['7-3-502 老李', '7号楼 老李'],
  ['11月28日9:00-11:00，3号楼前', '11月28日9:00-11:00，3号楼前'],
  ['认领 12A', '认领 12A'],
];
