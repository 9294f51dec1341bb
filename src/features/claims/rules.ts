/** The rules of claims. Pure: everything that is decided without asking the store. */
import type { Claim, Item } from './queries.ts';

/** More people than this do not come along with one. */
export const mostInParty = 20;
/** How long an offered seat is kept (product.md: 2 h, 30 min on the day). */
const offerMinutes = 120;
const offerMinutesOnTheDay = 30;
/** Releasing later than this before the start alarms the person in charge. */
const lateReleaseHours = 24;
/** Check-in opens this long before the start and, like the check-out, ends this long after the end. */
export const checkInLeadMinutes = 30;

export type Outcome =
  | { outcome: 'held'; free: number }
  | { outcome: 'waiting'; place: number; free: number }
  | { outcome: 'ifNobody' }
  | { outcome: 'already'; state: Claim['state'] }
  | { outcome: 'accepted' }
  | { outcome: 'closed' }
  | { outcome: 'unknown' }
  | { outcome: 'needsShift'; shifts: Item[] };

/** What a claim got: seats, with those that are left, or a place in the waiting line, counted from 1, with the seats it did not fit. */
export type Seated = { state: 'held'; free: number } | { state: 'waiting'; place: number; free: number };

/** What comes of a claim under the item's lock: seats while all of its party fit, else the place behind all who wait. */
export function seatOrLine(free: number, waiting: number, size: number): Seated {
  return size <= free ? { state: 'held', free: free - size } : { state: 'waiting', place: waiting + 1, free };
}

/** Until when an offer counts: shorter on the day itself, from the end of the quiet hours, never beyond the start. */
export function offerEnds(now: Date, awake: Date, startsAt: Date | null): Date {
  const soon = startsAt !== null && startsAt.getTime() - now.getTime() < 24 * 3_600_000;
  const end = new Date(
    Math.max(now.getTime(), awake.getTime()) + (soon ? offerMinutesOnTheDay : offerMinutes) * 60_000,
  );
  return startsAt !== null && startsAt < end ? startsAt : end;
}

/** Who gets free seats next: the first in line whose whole party fits. */
export function nextInLine(waiting: readonly Claim[], free: number): Claim | undefined {
  return waiting.find((claim) => claim.state === 'waiting' && claim.size <= free);
}

export function isLateRelease(now: Date, startsAt: Date | null): boolean {
  return startsAt !== null && startsAt > now && startsAt.getTime() - now.getTime() < lateReleaseHours * 3_600_000;
}

/** Whether two items want the same person at the same time. Items without a clock time clash with nothing. */
export function clash(a: Item, b: Item): boolean {
  if (a.id === b.id || a.wholeDay || b.wholeDay || !a.startsAt || !b.startsAt || !a.endsAt || !b.endsAt) return false;
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}

/** Half an hour after the end; of an item with a start. */
export const checkInEnds = (item: Item): Date =>
  new Date((item.endsAt ?? item.startsAt)!.getTime() + checkInLeadMinutes * 60_000);

/** Whether one can check in: from half an hour before the start to half an hour after the end. */
export function checkInOpen(item: Item, now: Date): boolean {
  if (!item.startsAt || item.wholeDay) return false;
  return now.getTime() >= item.startsAt.getTime() - checkInLeadMinutes * 60_000 && now <= checkInEnds(item);
}
