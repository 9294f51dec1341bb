/** Times as WeChat writes them between and beside messages. Pure; every time is local to the community, `YYYY-MM-DDTHH:mm`. */
import { daysBetween, weekday } from '../../clock/zone.ts';

const days =
  '(?:(?<y>\\d{4})[年/.-](?<m>\\d{1,2})[月/.-](?<d>\\d{1,2})日?|(?<m2>\\d{1,2})月(?<d2>\\d{1,2})日|(?<word>今天|昨天|前天|Today|Yesterday)|(?:周|星期|礼拜)(?<w>[一二三四五六日天]))';
const time =
  '(?:(?<part>凌晨|清晨|早上|上午|中午|下午|傍晚|晚上)\\s?)?(?<h>\\d{1,2})[:：](?<min>\\d{2})(?:[:：]\\d{2})?(?:\\s?(?<half>AM|PM|am|pm))?';
/** What may stand before a moment at the end of a head, and what may follow it. */
const moment = `(?:${days}(?:\\s?(?:周|星期)[一二三四五六日天])?\\s*(?:,\\s*)?)?${time}`;

const stampLine = new RegExp(`^${moment}$`);
const dayLine = new RegExp(
  `^(?<rule>[-—–─=_]{2,})?\\s*${days}(?:\\s?(?:周|星期)[一二三四五六日天])?\\s*(?:[-—–─=_]{2,})?$`,
);
const headEnd = new RegExp(`^(?<name>\\S.*?)[\\s\\u2005]+${moment}\\s*[:：]?$`);
const headBracket = new RegExp(`^(?<name>\\S.*?)\\s*[[(（]${moment}[\\])）]\\s*[:：]?$`);
const headStart = new RegExp(`^[[(（]?${moment}[\\])）]?\\s+(?<name>[^:：]{1,24}?)\\s*[:：]?$`);

/** Longer lines hold no head and no time: what is looked at stays short, so reading stays linear. */
const longest = 64;
const longestHead = 48;

type Groups = Partial<Record<string, string>>;

/** A day as local date; years and weekdays that are not named are the last ones that have been. */
function dayOf(found: Groups, today: string): string | undefined {
  const two = (text: string) => text.padStart(2, '0');
  const date = today.slice(0, 10);
  if (found['y']) return valid(`${found['y']}-${two(found['m']!)}-${two(found['d']!)}`);
  if (found['m2']) {
    const rest = `${two(found['m2'])}-${two(found['d2']!)}`;
    const thisYear = `${date.slice(0, 4)}-${rest}`;
    return valid(thisYear <= date ? thisYear : `${Number(date.slice(0, 4)) - 1}-${rest}`);
  }
  if (found['word']) {
    const back = { 昨天: 1, Yesterday: 1, 前天: 2 }[found['word']] ?? 0;
    return addDays(date, -back);
  }
  if (!found['w']) return undefined;
  const wanted = found['w'] === '天' ? 7 : '一二三四五六日'.indexOf(found['w']) + 1;
  return addDays(date, -((weekday(date) - wanted + 7) % 7));
}

function addDays(date: string, count: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** The date, unless there is no such day. */
function valid(date: string): string | undefined {
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date ? undefined : date;
}

function timeOf(found: Groups): string | undefined {
  let hour = Number(found['h']);
  const late = /下午|傍晚|晚上|PM/i.test(`${found['part'] ?? ''}${found['half'] ?? ''}`);
  if ((late || (found['part'] === '中午' && hour < 4)) && hour < 12) hour += 12;
  if (/凌晨|AM/i.test(`${found['part'] ?? ''}${found['half'] ?? ''}`) && hour === 12) hour = 0;
  if (hour > 23 || Number(found['min']) > 59) return undefined;
  return `${String(hour).padStart(2, '0')}:${found['min']}`;
}

/**
 * @param day the day that stood above, when the line names none
 * @param today local now; a time without any day that has not come yet was yesterday's
 */
function momentOf(found: Groups, day: string | undefined, today: string): string | undefined {
  const clock = timeOf(found);
  if (!clock) return undefined;
  const named = found['y'] ?? found['m2'] ?? found['word'] ?? found['w'];
  const date = named === undefined ? day : dayOf(found, today);
  if (named !== undefined && date === undefined) return undefined;
  if (date) return `${date}T${clock}`;
  return clock <= today.slice(11, 16)
    ? `${today.slice(0, 10)}T${clock}`
    : `${addDays(today.slice(0, 10), -1)}T${clock}`;
}

/** A line that is nothing but a time, such as 昨天 10:23. `dated` when it names its day. */
export function readStamp(line: string, day: string | undefined, today: string) {
  if (line.length > longest) return undefined;
  const found = stampLine.exec(line)?.groups;
  const at = found && momentOf(found, day, today);
  return at ? { at, dated: dayOf(found, today) !== undefined } : undefined;
}

/** A line that is nothing but a day: `—————  2026-11-27  —————`, 2026年11月27日. One without a year needs its rules. */
export function readDay(line: string, today: string): string | undefined {
  if (line.length > longest) return undefined;
  const found = dayLine.exec(line)?.groups;
  return found && (found['rule'] || found['y']) ? dayOf(found, today) : undefined;
}

/** `何平 10:23`, `何平 2026-11-27 10:23:05`, `[10:23] 何平：`: who and when. Whether it is a name is not decided here. */
export function readTimedHead(line: string, day: string | undefined, today: string) {
  if (line.length > longestHead) return undefined;
  const found = (headEnd.exec(line) ?? headBracket.exec(line) ?? headStart.exec(line))?.groups;
  const at = found && momentOf(found, day, today);
  const name = found?.['name']?.trim();
  return at && name && !dayLine.test(name) && !stampLine.test(name) ? { name, at } : undefined;
}

/** Whether something was said on an earlier day than today. */
export function isOlder(at: string, today: string): boolean {
  return daysBetween(at, today) > 0;
}
