/** When something recurring is due. Pure; local times of the community's zone. */
import { atTime, fromLocal, toLocal } from './zone.ts';

/** Days of the month and a time of day. A day that a month lacks is its last day. */
export interface MonthDays {
  days: number[];
  time: string;
}

function monthLength(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** First moment strictly after `after` that falls on one of the days at the time. */
export function nextMonthDay(rule: MonthDays, after: Date, zone: string): Date {
  const local = toLocal(after, zone);
  let year = Number(local.slice(0, 4));
  let month = Number(local.slice(5, 7));
  for (;;) {
    const length = monthLength(year, month);
    const days = [...new Set(rule.days.map((day) => Math.min(day, length)))].sort((a, b) => a - b);
    for (const day of days) {
      const at = fromLocal(
        `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}T${rule.time}`,
        zone,
      );
      if (at > after) return at;
    }
    month = month === 12 ? 1 : month + 1;
    if (month === 1) year++;
  }
}

/** First moment strictly after `after` at this local time of day. */
export function nextDaily(time: string, after: Date, zone: string): Date {
  const today = atTime(after, 0, time, zone);
  return today > after ? today : atTime(after, 1, time, zone);
}
