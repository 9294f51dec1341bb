/** Times that cannot be meant as they stand, so that they are asked about instead of guessed. Pure. */

const dated = /([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?[日号](?!楼|院|门)/g;
const spell = '([0-9]{1,2})(?::[0-9]{2}|点(?:半|[0-9]{1,2}分?|[一三]刻)?)';
const range = new RegExp(
  `(上午|早上|中午|下午|傍晚|晚上)?${spell} ?(?:到|至|[-~—]) ?(上午|下午|傍晚|晚上|晚|次日|第二天)?${spell}`,
);
/** A longer day than this is no stretch that somebody leaves the 下午 out of: 8点到5点 is one, 11点到9点 a slip. */
const mostHours = 9;

/**
 * @param text folded, so that its hours and days are digits
 * @returns `noSuchDay` for 2月31日, `backwards` for 11点到9点; undefined when nothing is odd
 */
export function oddTime(text: string): 'noSuchDay' | 'backwards' | undefined {
  for (const [, month, day] of text.matchAll(dated)) {
    // 2024 has a 29th of February; whether this year has one is not decided here.
    const length = new Date(Date.UTC(2024, Number(month), 0)).getUTCDate();
    if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > length) return 'noSuchDay';
  }
  const found = range.exec(text);
  if (!found) return undefined;
  const [, , from, part, to] = found;
  const [start, end] = [Number(from), Number(to)];
  if (part || start > 12 || end > 12 || end >= start) return undefined;
  return end + 12 - start > mostHours ? 'backwards' : undefined;
}
