/** Chinese and Arabic numerals. Pure. */

/** Source of a pattern for one numeral. */
export const NUMERAL = '(?:[0-9]+|[零〇一二两俩仨三四五六七八九十百]+)';

const digits: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  俩: 2,
  仨: 3,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** `十二` → 12, `两百` → 200, `三零二` → 302 (digit by digit); undefined when it is no numeral. */
export function readNumeral(text: string): number | undefined {
  if (/^[0-9]+$/.test(text)) return Number(text);
  if (!/^[零〇一二两俩仨三四五六七八九十百]+$/.test(text)) return undefined;
  if (!/[十百]/.test(text)) return Number([...text].map((c) => digits[c]).join(''));
  let total = 0;
  let last: number | undefined;
  for (const c of text) {
    if (c === '百') total += (last ?? 1) * 100;
    else if (c === '十') total += (last ?? 1) * 10;
    last = c === '百' || c === '十' ? undefined : digits[c] || undefined;
  }
  return total + (last ?? 0);
}
