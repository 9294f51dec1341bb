/** Recurrence rules of RFC 5545, as far as people say them, and their first occurrence. */
import { dayNumber, fromDayNumber, monthLength, weekday } from './calendar.ts';

export interface Rule {
  freq: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  interval?: number;
  /** 1 = Monday … 7 = Sunday. */
  weekdays?: number[];
  /** Which of them in the month: 1 = first, -1 = last. */
  nth?: number[];
  /** -1 = the last day of the month. */
  monthDays?: number[];
  month?: number;
}

const CODES = ['', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

export const WORKDAYS = [1, 2, 3, 4, 5];

/** The rule as RFC 5545 writes it, without DTSTART: `FREQ=MONTHLY;BYDAY=1SA`. */
export function writeRule(rule: Rule): string {
  const parts = [`FREQ=${rule.freq}`];
  if (rule.interval !== undefined && rule.interval > 1) parts.push(`INTERVAL=${rule.interval}`);
  if (rule.month !== undefined) parts.push(`BYMONTH=${rule.month}`);
  if (rule.monthDays) parts.push(`BYMONTHDAY=${rule.monthDays.join(',')}`);
  const days = rule.weekdays ?? [];
  const nths = rule.nth ?? [undefined];
  if (days.length > 0) parts.push(`BYDAY=${nths.flatMap((n) => days.map((d) => `${n ?? ''}${CODES[d]}`)).join(',')}`);
  return parts.join(';');
}

/** The first local date from `from` on that the rule names; `from` itself when the rule names no day. */
export function firstOccurrence(rule: Rule, from: string): string {
  const start = dayNumber(from);
  for (let day = start; day < start + 800; day++) {
    const date = fromDayNumber(day);
    if (fits(rule, date)) return date;
  }
  return from;
}

function fits(rule: Rule, date: string): boolean {
  const month = +date.slice(5, 7);
  const day = +date.slice(8, 10);
  const length = monthLength(+date.slice(0, 4), month);
  if (rule.month !== undefined && rule.month !== month) return false;
  if (rule.monthDays && !rule.monthDays.some((d) => (d < 0 ? length + 1 + d : d) === day)) return false;
  if (!rule.weekdays) return true;
  if (!rule.weekdays.includes(weekday(date))) return false;
  return (
    !rule.nth || rule.nth.some((n) => (n > 0 ? Math.ceil(day / 7) === n : Math.ceil((length - day + 1) / 7) === -n))
  );
}
