/** The rules of activities. Pure; times are local strings of the community unless they are Dates. */
import type { Slots, When } from '../../chat/meaning.ts';

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

function plusHours(local: string, hours: number): string {
  return new Date(Date.parse(`${local}:00Z`) + hours * 3_600_000).toISOString().slice(0, 16);
}

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
    const start = shift.start?.length === 16 ? shift.start : `${day}T${from}`;
    const end =
      shift.end?.length === 16 && shift.end > start
        ? shift.end
        : shift.start?.length === 16
          ? plusHours(start, usualHours)
          : `${day}T${to}`;
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
