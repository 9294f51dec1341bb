import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMinutes,
  atMinutes,
  dateOf,
  fromLocal,
  mondayOf,
  monthAfter,
  monthLength,
  readNow,
  toLocal,
  weekday,
} from '../../src/language/time/calendar.ts';
import { firstOccurrence, writeRule } from '../../src/language/time/rule.ts';

const instant = fc.date({ min: new Date('1995-01-01'), max: new Date('2095-01-01'), noInvalidDate: true });

describe('local times of Asia/Shanghai', () => {
  it('are eight hours ahead of UTC whatever the machine thinks', () => {
    expect(toLocal(new Date('2026-11-23T01:00:00Z'))).toBe('2026-11-23T09:00');
    expect(toLocal(new Date('2026-12-31T16:00:00Z'))).toBe('2027-01-01T00:00');
    expect(fromLocal('2026-11-23').toISOString()).toBe('2026-11-22T16:00:00.000Z');
    expect(fromLocal('2026-11-23T09:00').toISOString()).toBe('2026-11-23T01:00:00.000Z');
    expect(() => fromLocal('next week')).toThrow('not a local date');
  });

  it('come back from an instant', () => {
    fc.assert(fc.property(instant, (date) => Math.abs(fromLocal(toLocal(date)).getTime() - date.getTime()) < 60_000));
  });

  it('count days, weekdays and months', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
    expect(weekday('2026-11-23')).toBe(1);
    expect(weekday('2026-11-29')).toBe(7);
    expect(mondayOf('2026-11-29')).toBe('2026-11-23');
    expect(monthLength(2028, 2)).toBe(29);
    expect(monthAfter('2026-12-31', 1)).toEqual({ year: 2027, month: 1 });
    expect(dateOf(2026, 2, 30)).toBeNull();
    expect(addMinutes('2027-02-26T23:50', 10)).toBe('2027-02-27T00:00');
    expect(atMinutes('2026-11-23', 1500)).toBe('2026-11-24T01:00');
  });

  it('take now as an instant, with a zone or local', () => {
    const now = { date: '2026-11-23', minutes: 540 };
    for (const form of [
      '2026-11-23T09:00:00+08:00',
      '2026-11-23T01:00:00Z',
      '2026-11-23T09:00',
      '2026-11-23T02:00:00+01:00',
    ]) {
      expect(readNow(form)).toEqual(now);
    }
    expect(readNow(new Date('2026-11-23T01:00:00Z'))).toEqual(now);
  });
});

describe('rules', () => {
  it('are written as RFC 5545 wants them', () => {
    expect(writeRule({ freq: 'WEEKLY', interval: 2, weekdays: [3] })).toBe('FREQ=WEEKLY;INTERVAL=2;BYDAY=WE');
    expect(writeRule({ freq: 'MONTHLY', weekdays: [6], nth: [1, -1] })).toBe('FREQ=MONTHLY;BYDAY=1SA,-1SA');
    expect(writeRule({ freq: 'YEARLY', month: 3, monthDays: [5] })).toBe('FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5');
  });

  it('name their first day', () => {
    expect(firstOccurrence({ freq: 'DAILY' }, '2026-11-23')).toBe('2026-11-23');
    expect(firstOccurrence({ freq: 'MONTHLY', monthDays: [31] }, '2026-11-01')).toBe('2026-12-31');
    expect(firstOccurrence({ freq: 'MONTHLY', monthDays: [-1] }, '2027-02-01')).toBe('2027-02-28');
    expect(firstOccurrence({ freq: 'MONTHLY', weekdays: [7], nth: [-1] }, '2026-11-23')).toBe('2026-11-29');
  });
});
