/** The rules of activities. Pure; times are local strings of the community unless they are Dates. */
import type { Slots, When } from '../../chat/meaning.ts';
import { readActivity } from '../../language/activity.ts';
import { namesWeekOnly, readChange, readDelay } from '../../language/change.ts';
import { readReplacing } from '../../language/draft-words.ts';
import { readEachShift, readShiftChanges, type ShiftSaid, shiftLabel } from '../../language/shift-words.ts';
import { namesDay, readWhen } from '../../language/when.ts';

/** Seats of one activity or shift (200–300 people are the most that a community ever calls). */
export const mostSeats = 300;
/** An activity whose end nobody said lasts this long; the leader sees it before confirming. */
const usualHours = 2;
/** A board for every other claim would be noise: half-way is told only from this many seats on. */
const halfFromSeats = 6;

/** What is known of an activity that is being published. */
export interface Draft {
  title?: string;
  venue?: string;
  meetingPoint?: string;
  bring?: string;
  start?: string;
  end?: string;
  seats?: number;
  shifts?: { label: string; start: string; end: string; seats: number }[];
}

export type Missing = 'time' | 'past' | 'seats' | 'badSeats' | 'title';

function plusMinutes(local: string, minutes: number): string {
  return new Date(Date.parse(`${local}:00Z`) + minutes * 60_000).toISOString().slice(0, 16);
}
const plusHours = (local: string, hours: number): string => plusMinutes(local, hours * 60);

/** Start and end as minutes, when a day and a clock time are known. */
export function clockTimes(when: When | undefined): { start: string; end: string } | undefined {
  const start = when?.start;
  if (!when || start?.length !== 16) return undefined;
  const end = when.end && when.end.length === 16 && when.end > start ? when.end : plusHours(start, usualHours);
  return { start, end };
}

/** Adds what a line says to what is known; what the line does not say stays. */
export function mergeDraft(known: Draft, said: Slots): Draft {
  const draft: Draft = { ...known };
  // An answer to a question about the time may hold words that look like a title.
  if (said.title && (!known.title || /改名|名称|标题|名字|叫/.test(said.text ?? ''))) draft.title = said.title;
  if (said.venue) draft.venue = said.venue;
  if (said.meetingPoint) draft.meetingPoint = said.meetingPoint;
  if (said.bring) draft.bring = said.bring;
  if (said.seats !== undefined) draft.seats = said.seats;
  const times = moveTo(known.start && known.end ? { start: known.start, end: known.end } : undefined, said.when);
  if (times) Object.assign(draft, times);
  else if (said.when?.start) draft.start = said.when.start;
  const day = said.when?.start?.slice(0, 10);
  if (said.shifts && said.shifts.length > 0) draft.shifts = shiftsOf(said, draft);
  else if (day && known.shifts) draft.shifts = known.shifts.map((shift) => onDay(shift, day));
  return draft;
}

type Shift = NonNullable<Draft['shifts']>[number];

/** The same hours on another day, or on the day that was not known yet. */
function onDay(shift: Shift, day: string): Shift {
  const [start, end] = [`${day}${shift.start.slice(-6)}`, `${day}${shift.end.slice(-6)}`];
  return { ...shift, start, end: end > start ? end : plusHours(end, 24) };
}

/** Shifts as they were said; without a day their times begin with `T`. */
function shiftsOf(said: Slots, draft: Draft): Shift[] {
  const day = (said.when?.start ?? draft.start)?.slice(0, 10) ?? '';
  const usual: Record<string, [string, string]> = {
    上午: ['09:00', '11:00'],
    中午: ['12:00', '14:00'],
    下午: ['14:00', '16:00'],
    晚上: ['19:00', '21:00'],
  };
  return said.shifts!.map((shift) => {
    const [from, to] = usual[shift.label] ?? ['09:00', '11:00'];
    const onThatDay = (time: string | undefined) => (time?.length === 5 ? `${day}T${time}` : time);
    const [saidStart, saidEnd] = [onThatDay(shift.start), onThatDay(shift.end)];
    const start = saidStart ?? `${day}T${from}`;
    const end = saidEnd && saidEnd > start ? saidEnd : saidStart ? plusHours(start, usualHours) : `${day}T${to}`;
    return { label: shift.label, start, end, seats: shift.seats };
  });
}

/**
 * New times from words that may name only a day or only a clock time: the rest of what was known stays.
 * @returns undefined when no clock time is known at all
 */
export function moveTo(
  known: { start: string; end: string } | undefined,
  when: When | undefined,
): { start: string; end: string } | undefined {
  const full = clockTimes(when);
  if (full) {
    if (known && !when?.end) return { start: full.start, end: plusHours(full.start, hoursBetween(known)) };
    return full;
  }
  if (!known || !when?.start) return undefined;
  const start = `${when.start.slice(0, 10)}T${known.start.slice(11)}`;
  return { start, end: plusHours(start, hoursBetween(known)) };
}

function hoursBetween(times: { start: string; end: string }): number {
  return (Date.parse(`${times.end}:00Z`) - Date.parse(`${times.start}:00Z`)) / 3_600_000;
}

/** The first thing that is missing or wrong, in the order in which it is asked; undefined when it can be published. */
export function missing(draft: Draft, now: string): Missing | undefined {
  if (!draft.title) return 'title';
  const shifts = draft.shifts ?? [];
  if (shifts.length === 0 && (draft.start?.length !== 16 || !draft.end)) return 'time';
  if (shifts.length > 0 && !/^\d{4}/.test(shifts[0]!.start)) return 'time';
  const first = shifts.length > 0 ? shifts.map((shift) => shift.start).sort()[0]! : draft.start!;
  if (first <= now) return 'past';
  const seats = shifts.length > 0 ? shifts.map((shift) => shift.seats) : [draft.seats];
  if (seats.some((n) => n === undefined)) return 'seats';
  if (seats.some((n) => !Number.isInteger(n) || n! < 1 || n! > mostSeats)) return 'badSeats';
  return undefined;
}

/** Which threshold a board has reached and not told yet. */
export function threshold(
  seats: number,
  taken: number,
  told: { half: boolean; full: boolean },
): 'full' | 'half' | undefined {
  if (taken >= seats) return told.full || seats < 2 ? undefined : 'full';
  return taken * 2 >= seats && seats >= halfFromSeats && !told.half && !told.full ? 'half' : undefined;
}

/** What a correction comes to: the draft as it is now, or that it did not say which shift. */
export type Corrected = Draft | 'whichShift';

/**
 * The draft with what a line says otherwise; what it does not say stays. An hour without a day is one of the draft's day.
 * @param clock makes the moment of a local time, since words are read as from a moment
 */
export function correct(known: Draft, text: string, now: Date, clock: (local: string) => Date): Corrected {
  const replaced = replaceIn(known, text);
  if (replaced) return replaced;
  const first = known.shifts?.[0]?.start ?? known.start;
  const day = first && /^\d{4}/.test(first) ? first.slice(0, 10) : undefined;
  const from = day && !namesDay(text) ? clock(`${day}T05:00`) : now;
  const { more, ...change } = readChange(text, now);
  const { title: _, seats: counted, ...read } = readActivity(text, from);
  if (known.shifts && known.shifts.length > 0) {
    const shifted = correctShifts(known, text, from, day);
    if (shifted) return withPlace(shifted, change);
    if (change.seats !== undefined || counted !== undefined || more !== undefined)
      if (!read.shifts) return 'whichShift';
  }
  const wanted = change.seats ?? counted ?? (more && known.seats ? known.seats + more : undefined);
  const when = whenOf(known, text, read.when);
  const merged = mergeDraft(known, {
    ...read,
    ...change,
    text,
    ...(wanted === undefined ? {} : { seats: wanted }),
    ...(when ? { when } : {}),
  });
  return withPlace(delayed(merged, known, readDelay(text)), change);
}

type Said = ReturnType<typeof readChange>;

/** A new place ends an old meeting point that was not named again; a new name is the name. */
function withPlace(draft: Draft, said: Said): Draft {
  const moved: Draft = { ...draft, ...(said.title ? { title: said.title } : {}) };
  if (said.venue) moved.venue = said.venue;
  if (said.venue && !said.meetingPoint) delete moved.meetingPoint;
  if (said.meetingPoint) moved.meetingPoint = said.meetingPoint;
  return moved;
}

/** 8号楼改成9号楼. */
function replaceIn(known: Draft, text: string): Draft | undefined {
  const words = readReplacing(text);
  if (!words) return undefined;
  for (const key of ['venue', 'meetingPoint', 'title'] as const)
    if (known[key]?.includes(words.from)) return { ...known, [key]: known[key].replace(words.from, words.to) };
  return undefined;
}

/** 推迟到下周 keeps the day of the week. */
function whenOf(known: Draft, text: string, when: ReturnType<typeof readWhen>) {
  if (!namesWeekOnly(text) || when?.start?.length !== 10 || !known.start) return when;
  const days = (new Date(`${known.start.slice(0, 10)}T00:00Z`).getUTCDay() + 6) % 7;
  const day = new Date(Date.parse(`${when.start}T00:00Z`) + days * 86_400_000);
  return { start: day.toISOString().slice(0, 10), end: null };
}

function delayed(draft: Draft, known: Draft, minutes: number | undefined): Draft {
  if (minutes === undefined || !known.start || !known.end) return draft;
  return { ...draft, start: plusMinutes(known.start, minutes), end: plusMinutes(known.end, minutes) };
}

/** Undefined when the line says nothing of one shift or of every one. */
function correctShifts(known: Draft, text: string, from: Date, day: string | undefined): Draft | undefined {
  const other = namesDay(text) ? readWhen(text, from)?.start?.slice(0, 10) : undefined;
  let shifts = known.shifts!.map((shift) => (other ? onDay(shift, other) : shift));
  const each = readEachShift(text);
  if (each) return { ...known, shifts: shifts.map((shift) => ({ ...shift, seats: each })) };
  let found = false;
  for (const said of readShiftChanges(text, from)) {
    const index = shifts.findIndex(({ label }) => said.labels.includes(label));
    if (index < 0 || !(said.dropped || said.seats || said.start)) continue;
    found = true;
    shifts = said.dropped
      ? shifts.filter((_, i) => i !== index)
      : shifts.with(index, correctShift(shifts[index]!, said, other ?? day));
  }
  if (!found) return undefined;
  if (shifts.length > 1) return { ...known, shifts };
  // What is left is an activity without shifts.
  const { shifts: _, ...whole } = known;
  const left = shifts[0];
  return left ? { ...whole, start: left.start, end: left.end, seats: left.seats } : undefined;
}

/** A shift that begins at another hour lasts to its end, or as long as before when that is not left. */
function correctShift(shift: Shift, said: ShiftSaid, day: string | undefined): Shift {
  const moved = { ...shift, ...(said.seats ? { seats: said.seats } : {}) };
  if (!said.start || !day) return moved;
  const start = `${day}${said.start.slice(10)}`;
  const length = (Date.parse(`${shift.end}:00Z`) - Date.parse(`${shift.start}:00Z`)) / 60_000;
  const saidEnd = said.end && `${day}${said.end.slice(10)}`;
  const end = saidEnd ?? (shift.end > start && sameHalf(shift.start, start) ? shift.end : plusMinutes(start, length));
  return {
    ...moved,
    start,
    end: end > start ? end : plusMinutes(start, length),
    label: shiftLabel(shift.label, start),
  };
}

/** Both before noon, or both after it. */
const sameHalf = (a: string, b: string) => a.slice(11) < '12:00' === b.slice(11) < '12:00';
