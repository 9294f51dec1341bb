/** Chinese numerals as people type them: 十五, 廿三, 两百五, spoken digits (幺三八), full width, circled and emoji digits. */

const DIGITS: Record<string, number> = {
  零: 0,
  〇: 0,
  洞: 0,
  一: 1,
  壹: 1,
  幺: 1,
  二: 2,
  两: 2,
  贰: 2,
  俩: 2,
  三: 3,
  叁: 3,
  仨: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const TENS: Record<string, number> = { 廿: 20, 卅: 30 };
const UNITS: Record<string, number> = { 十: 10, 百: 100, 千: 1000, 万: 10000 };

/** Regexp source of one numeral, digits or Chinese, without a capture group. Bounded: a wall of 一 costs no more than a word. */
export const NUMERAL = '(?:\\d{1,8}(?:\\.\\d{1,2})?|[零〇一二两三四五六七八九十百千廿卅幺俩仨]{1,9})';

/** Two neighbouring digits without a unit are a guess (两三个, 七八点), not a number. */
const GUESS = /^(?:一两|一二|两三|二三|三四|三五|四五|五六|六七|七八|八九)$/;

/** Digits and Chinese characters, which have no other form. */
const settled = /^[0-9.〇\u4e00-\u9fff]*$/;

/**
 * Reads a whole text as one number.
 * @returns the number (半 is 0.5), or null when the text is no number or only a guess (两三, 七八).
 */
export function readNumeral(text: string): number | null {
  const plain = settled.test(text) ? text : text.normalize('NFKC').replace(/[\uFE0F\u20E3\s]/g, '');
  if (/^\d{1,15}(?:\.\d{1,6})?$/.test(plain)) return Number(plain);
  if (plain === '半') return 0.5;
  if (plain.length === 0 || plain.length > 16 || GUESS.test(plain)) return null;
  return hasUnit(plain) ? readUnits(plain) : readSpokenDigits(plain);
}

function hasUnit(text: string): boolean {
  return /[十百千万廿卅]/.test(text);
}

function readSpokenDigits(text: string): number | null {
  let value = 0;
  for (const char of text) {
    const digit = DIGITS[char] ?? (/\d/.test(char) ? Number(char) : undefined);
    if (digit === undefined) return null;
    value = value * 10 + digit;
  }
  return value;
}

/** 一百零五, 两千三, 三十, 十五, 廿三; units must fall, 万 multiplies all before it. */
function readUnits(text: string): number | null {
  let total = 0;
  let section = 0;
  let digit: number | null = null;
  let lastUnit = 100_000;
  let zero = false;
  for (const char of text) {
    const unit = UNITS[char];
    if (TENS[char] !== undefined) {
      if (digit !== null || lastUnit <= 10) return null;
      section += TENS[char];
      lastUnit = 10;
    } else if (unit === undefined) {
      const next = DIGITS[char] ?? (/\d/.test(char) ? Number(char) : undefined);
      if (next === undefined || (digit !== null && digit !== 0)) return null;
      zero = zero || next === 0;
      digit = next;
    } else if (unit === 10_000) {
      total = (section + (digit ?? 0)) * unit;
      section = 0;
      digit = null;
      lastUnit = unit;
    } else {
      if (unit >= lastUnit) return null;
      section += (digit || 1) * unit;
      digit = null;
      lastUnit = unit;
    }
  }
  // 两百五 is 250, 一百零五 is 105.
  const tail = digit === null ? 0 : digit * (lastUnit > 10 && lastUnit < 100_000 && !zero ? lastUnit / 10 : 1);
  return total + section + tail;
}
