/** Which hour is meant: 下午两点 is 14, a bare 三点 is 15, 晚上十二点 is the next midnight. All in minutes after midnight. */
import type { Clock, PartOfDay } from './piece.ts';

const DAY = 1440;
const HALF = 720;

/** A clock time without part whose half of the day is open: 八点 may be the evening. */
export function isOpen(clock: Clock, part: PartOfDay | undefined): boolean {
  return part === undefined && !clock.exact && !clock.colon;
}

/** Minutes after the midnight that begins the day; beyond 1440 when the evening runs into the next day. */
export function minutesOf(clock: Clock, part: PartOfDay | undefined): number {
  const raw = clock.hour * 60 + clock.minute;
  if (clock.hour > 12) return raw;
  switch (part) {
    case undefined:
      return !clock.exact && clock.hour >= 1 && clock.hour <= 6 ? raw + HALF : raw;
    case 'dawn':
      return clock.hour === 12 ? raw - HALF : raw;
    case 'morning':
      return raw;
    case 'noon':
      return clock.hour >= 1 && clock.hour <= 3 ? raw + HALF : raw;
    case 'afternoon':
      return clock.hour >= 1 && clock.hour <= 11 ? raw + HALF : raw;
    case 'evening':
      if (clock.hour === 12) return raw + HALF;
      return clock.hour <= 4 ? raw + DAY : raw + HALF;
  }
}

/**
 * The end of a range: the first reading after the start that its own part, or the start's, or the other half of the day
 * allows, else the next day.
 */
export function untilMinutes(
  clock: Clock,
  part: PartOfDay | undefined,
  start: number,
  startPart: PartOfDay | undefined,
): number {
  const raw = clock.hour * 60 + clock.minute;
  const readings =
    part !== undefined
      ? [minutesOf(clock, part)]
      : clock.exact
        ? [raw]
        : startPart !== undefined
          ? [minutesOf(clock, startPart), raw, raw + HALF]
          : [raw, raw + HALF];
  const day = Math.floor(start / DAY) * DAY;
  const fitting = readings.flatMap((m) => [m, m + day]).find((m) => m > start);
  return fitting ?? readings[0]! + DAY;
}

const PART_ENDS: Record<PartOfDay, number> = { dawn: 360, morning: 720, noon: 840, afternoon: 1080, evening: DAY };

/** When a part of the day is over. */
export function partEnd(part: PartOfDay): number {
  return PART_ENDS[part];
}
