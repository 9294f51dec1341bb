/**
 * Reads the time that a Chinese message speaks of. Small readers find pieces (周六, 上午, 9点 …), pieces that belong together
 * form groups, and one group, completed by the others, is the answer.
 *
 * Conventions: Monday starts the week; a bare weekday is the next one ahead (today while its time is ahead); 下周六 is that
 * day of the next calendar week; a bare hour 1–6 is the afternoon; a range of dates includes its last day; 前 and 截止 mark
 * a deadline. All in Asia/Shanghai.
 */
import { readNow } from './calendar.ts';
import { choose } from './choose.ts';
import { clock } from './clock.ts';
import { date } from './date.ts';
import { dayPart } from './day-part.ts';
import { duration } from './duration.ts';
import { festival } from './festival.ts';
import { fold, originOf } from './fold.ts';
import { groupPieces } from './group.ts';
import { lunarDay } from './lunar-day.ts';
import { period } from './period.ts';
import { isNumeric, type PartOfDay, type Piece, type Reader, type Scene } from './piece.ts';
import { recurring } from './recurring.ts';
import { relativeDay } from './relative-day.ts';
import { writeRule } from './rule.ts';
import { weekdays } from './weekday.ts';

export interface TimeFound {
  /** Local ISO in Asia/Shanghai: 10 characters = a date only, 16 = date and minute. */
  start: string | null;
  end: string | null;
  /** Only when no clock time is known. */
  part?: 'morning' | 'noon' | 'afternoon' | 'evening';
  /** An RFC 5545 rule. */
  recur?: string;
  /** Several days of the same thing, `start`'s among them. */
  dates?: string[];
  deadline?: true;
  /** Where every piece stood in the text: [from, to). */
  spans: [number, number][];
}

/** Asked in this order; the first that reads something at a place has it. */
const READERS: Reader[] = [
  recurring,
  lunarDay,
  festival,
  duration,
  date,
  weekdays,
  period,
  relativeDay,
  clock,
  dayPart,
];

const BY_CHARACTER = new Map<number, Reader[]>();
for (const reader of READERS) {
  const codes = [...reader.first].map((char) => char.charCodeAt(0));
  for (const code of new Set(codes)) BY_CHARACTER.set(code, [...(BY_CHARACTER.get(code) ?? []), reader]);
}

/** One of these stands in every wording of the past; without it the long pattern need not run. */
const PAST_MARK = /[补记过完了刚次忘的]/;
/** Done and told: a bare weekday is then the last one. */
const PAST =
  /补(?:一下|记|录|登|报|签|卡|个)|记一下|(?:做|干|修|走访|陪|去|来|送|参加)过(?![去来年节夜程于分])|(?:已经?|都)(?:做|干|走访|打扫|修|陪)|(?:做|干|走访|打扫|修)完了|走访了|陪了|上次|刚才|刚刚|就到了|签过|忘(?:了|记)?签|上门的$/;

/** A time further down than this belongs to an article, not to an announcement; it also bounds the work for any text. */
const LONGEST_TEXT = 4_000;

function sceneOf(text: string, now: Date | string): Scene {
  return { text, now: readNow(now), past: PAST_MARK.test(text) && PAST.test(text), pieces: [] };
}

function scan(scene: Scene): void {
  const { text, pieces } = scene;
  for (let at = 0; at < text.length; ) {
    const found = readAt(scene, at);
    if (found) {
      pieces.push(...found);
      at = Math.max(at + 1, found.at(-1)!.to);
    } else at = isNumeric(text, at) ? endOfNumber(text, at) : at + 1;
  }
}

const LONGEST_NUMBER = 12;

/** The character behind the number that begins here, a space apart; empty at the end of the text and for long numbers. */
function unitAfter(text: string, at: number): string {
  let end = at + 1;
  while (end - at < LONGEST_NUMBER && isNumeric(text, end)) end++;
  if (text[end] === ' ') end++;
  return text[end] ?? '\0';
}

/** A number that nobody could read from its start is nobody's: 13800138000, 两三点. */
function endOfNumber(text: string, at: number): number {
  let end = at + 1;
  while (isNumeric(text, end)) end++;
  return end;
}

function readAt(scene: Scene, at: number): Piece[] | null {
  const readers = BY_CHARACTER.get(scene.text.charCodeAt(at));
  if (!readers) return null;
  const unit = isNumeric(scene.text, at) ? unitAfter(scene.text, at) : undefined;
  for (const reader of readers) {
    if (unit !== undefined && reader.unit !== undefined && !reader.unit.includes(unit)) continue;
    const found = reader.read(scene, at);
    if (found) return found;
  }
  return null;
}

const shown = (part: PartOfDay): NonNullable<TimeFound['part']> => (part === 'dawn' ? 'morning' : part);

/**
 * Reads the time in a message.
 * @param text any text; the speed grows with its length only, and only its first 4,000 characters are read
 * @param now the moment of the message, an instant or an ISO time (local when it has no zone)
 * @returns start = end = null when the text names no time
 */
export function readTime(text: string, now: Date | string): TimeFound {
  const folded = fold(text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text);
  const scene = sceneOf(folded.text, now);
  scan(scene);
  const chosen = scene.pieces.length === 0 ? undefined : choose(groupPieces(folded.text, scene.pieces), scene);
  if (!chosen) return { start: null, end: null, spans: [] };
  const spans = scene.pieces.map(({ from, to }): [number, number] => [originOf(folded, from), originOf(folded, to)]);
  if (chosen.role === 'deadline') {
    return {
      start: null,
      end: chosen.end,
      ...(chosen.part ? { part: shown(chosen.part) } : {}),
      deadline: true,
      spans,
    };
  }
  const { start, end, part, rule, dates } = chosen.found;
  return {
    start,
    end,
    ...(part ? { part: shown(part) } : {}),
    ...(rule ? { recur: writeRule(rule) } : {}),
    ...(dates.length > 0 ? { dates } : {}),
    spans,
  };
}
