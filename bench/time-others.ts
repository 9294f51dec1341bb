/**
 * What two well-known readers of times make of the lines that ours is measured on, for comparison; `npm run eval` prints it.
 *
 *     node --import tsx bench/time-others.ts [lines.jsonl]
 *
 * chrono-node (Chinese, simplified) and Microsoft Recognizers-Text (zh-cn). Both get the moment of the message and the
 * conventions of our labels as far as they can express them: a date only when no clock time was said, a whole day of a part of
 * the day, an end when they give one. Of what neither knows (rules, parts of the day, deadlines, several days) they are
 * excused: only `start` and `end` are compared. They are packages for development only and may be absent.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Line {
  now: string;
  text: string;
  start: string | null;
  end: string | null;
}

export interface Reading {
  start: string | null;
  end: string | null;
}

export interface Tally {
  name: string;
  right: number;
  wrong: number;
  missed: number;
  of: number;
}

type Read = (text: string, now: string) => Reading;

const nothing: Reading = { start: null, end: null };

/** The wall clock of Shanghai at a moment, as a Date whose fields in the machine's zone show it: both read those. */
function wallClock(now: string): Date {
  const wall = new Date(Date.parse(now) + 8 * 3_600_000);
  const [year, month, day] = [wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate()];
  return new Date(year, month, day, wall.getUTCHours(), wall.getUTCMinutes());
}

async function chronoReader(): Promise<Read> {
  const { zh } = await import('chrono-node');
  return (text, now) => {
    const [found] = zh.hans.parse(text, wallClock(now));
    if (!found) return nothing;
    const written = (part: typeof found.start | null | undefined): string | null => {
      if (!part) return null;
      const two = (unit: 'month' | 'day' | 'hour' | 'minute') => String(part.get(unit) ?? 0).padStart(2, '0');
      const day = `${part.get('year')}-${two('month')}-${two('day')}`;
      return part.isCertain('hour') ? `${day}T${two('hour')}:${two('minute')}` : day;
    };
    return { start: written(found.start), end: written(found.end) };
  };
}

/** One value of a resolution of Recognizers-Text, as its documentation has it. */
interface Resolved {
  type: string;
  timex?: string;
  value?: string;
  start?: string;
  end?: string;
}

async function recognizersReader(): Promise<Read> {
  const { default: text } = await import('@microsoft/recognizers-text-date-time');
  return (line, now) => {
    const found = text.recognizeDateTime(line, text.Culture.Chinese, text.DateTimeOptions.None, wallClock(now));
    for (const { resolution } of found) {
      const values: Resolved[] = resolution?.['values'] ?? [];
      // Of several readings of a bare weekday the coming one is meant.
      const best = values.find((v) => (v.value ?? v.start ?? '') >= now.slice(0, 10)) ?? values[0];
      const reading = best && readingOf(best, now);
      if (reading?.start || reading?.end) return reading;
    }
    return nothing;
  };
}

/** `2026-11-24 15:00:00` → `2026-11-24T15:00`; a bare time is today's; the end of days is given as the day after. */
function readingOf(value: Resolved, now: string): Reading {
  const minute = (text: string | undefined): string | null => {
    if (!text || !/^[0-9]/.test(text)) return null;
    if (/^\d\d:/.test(text)) return `${now.slice(0, 10)}T${text.slice(0, 5)}`;
    return text.replace(' ', 'T').slice(0, 16);
  };
  if (value.type === 'duration' || value.type === 'set') return nothing;
  const end = minute(value.end);
  return {
    start: minute(value.start ?? value.value),
    end: value.type === 'daterange' && end ? dayBefore(end) : end,
  };
}

const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** A reader's tally: wrong is another time than the label's, or one where there is none. A fault of theirs is a miss. */
function tally(name: string, read: Read, lines: readonly Line[]): Tally {
  const count = { right: 0, wrong: 0, missed: 0 };
  for (const line of lines) {
    let found = nothing;
    try {
      found = read(line.text, line.now);
    } catch {
      // Recognizers-Text throws on some of its own matches.
    }
    if (found.start === line.start && found.end === line.end) count.right++;
    else if (found.start === null && found.end === null) count.missed++;
    else count.wrong++;
  }
  return { name, ...count, of: lines.length };
}

const others: readonly (readonly [string, () => Promise<Read>])[] = [
  ['chrono-node zh', chronoReader],
  ['Recognizers-Text zh', recognizersReader],
];

/** The tallies of those readers that are installed. */
export async function timeOthers(lines: readonly Line[]): Promise<Tally[]> {
  const tallies: Tally[] = [];
  for (const [name, load] of others) {
    const read = await load().catch(() => undefined);
    if (read) tallies.push(tally(name, read, lines));
  }
  return tallies;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const known = ['../../shared/data/time-dev.jsonl', '../test/language/time-critic.jsonl'];
  const path =
    process.argv[2] ??
    known.map((file) => fileURLToPath(new URL(file, import.meta.url))).find((file) => existsSync(file));
  if (!path || !existsSync(path)) {
    console.error('No lines to read: give the path of a JSONL file.');
    process.exitCode = 1;
  } else {
    const lines = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line): Line => JSON.parse(line));
    for (const { name, right, wrong, missed, of } of await timeOthers(lines))
      console.log(`${name}: ${of} lines, right ${right}, silently wrong ${wrong}, missed ${missed}`);
  }
}
