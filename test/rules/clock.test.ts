/** Wall clocks and calendars: the community's zone, never the machine's; summer time where a zone has it. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { nextDaily, nextMonthDay } from '../../src/clock/schedule.ts';
import { atTime, daysBetween, fromLocal, toLocal, weekday } from '../../src/clock/zone.ts';

const shanghai = 'Asia/Shanghai';
/** With half hours, quarter hours, a summer time of half an hour, and days that begin at 1:00. */
const zones = [
  shanghai,
  'UTC',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Pacific/Auckland',
];
const zone = fc.constantFrom(...zones);
/** Whole minutes of years that a program may see. */
const minute = fc
  .integer({ min: Date.UTC(2024, 0) / 60_000, max: Date.UTC(2036, 0) / 60_000 })
  .map((minutes) => new Date(minutes * 60_000));
const clockTime = fc.integer({ min: 0, max: 1439 }).map((n) => {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(n / 60))}:${two(n % 60)}`;
});
const hour = 3_600_000;

describe('local time', () => {
  test.each([
    ['2026-11-23T02:00:00Z', shanghai, '2026-11-23T10:00'],
    ['2026-12-31T16:00:00Z', shanghai, '2027-01-01T00:00'],
    ['2026-07-01T12:00:00Z', 'Europe/Berlin', '2026-07-01T14:00'],
    ['2026-12-01T12:00:00Z', 'Europe/Berlin', '2026-12-01T13:00'],
    ['2026-03-08T06:59:00Z', 'America/New_York', '2026-03-08T01:59'],
    ['2026-03-08T07:00:00Z', 'America/New_York', '2026-03-08T03:00'],
    ['2026-11-23T18:15:00Z', 'Asia/Kathmandu', '2026-11-24T00:00'],
  ])('%s is in %s %s', (at, where, local) => {
    expect(toLocal(new Date(at), where)).toBe(local);
    expect(fromLocal(local, where)).toEqual(new Date(at));
  });

  test.each([
    // An hour that is left out: what was planned in it comes by as much later.
    ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
    ['2026-03-08T02:30', 'America/New_York', '2026-03-08T07:30:00Z'],
    ['2026-04-24T00:00', 'Africa/Cairo', '2026-04-23T22:00:00Z'],
    ['2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00Z'],
    // An hour that comes twice: the first.
    ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00Z'],
    ['2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30:00Z'],
    ['2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00Z'],
  ])('%s in %s, when the clocks change, is %s', (local, where, at) => {
    expect(fromLocal(local, where)).toEqual(new Date(at));
  });

  it('comes back as it went, or as the first of two moments of the same time', () => {
    fc.assert(
      fc.property(minute, zone, (at, where) => {
        const back = fromLocal(toLocal(at, where), where);
        expect(toLocal(back, where)).toBe(toLocal(at, where));
        expect([0, hour / 2, hour]).toContain(at.getTime() - back.getTime());
      }),
      { numRuns: 500 },
    );
  });

  it('a day alone is its first moment', () => {
    fc.assert(
      fc.property(minute, zone, (at, where) => {
        const day = toLocal(at, where).slice(0, 10);
        const first = fromLocal(day, where);
        expect(first.getTime()).toBeLessThanOrEqual(at.getTime());
        expect(toLocal(first, where).slice(0, 10)).toBe(day);
        expect(toLocal(new Date(first.getTime() - 60_000), where).slice(0, 10) < day).toBe(true);
      }),
    );
  });

  it('so many days later at a time of day is that day, at that time unless the clocks leave it out', () => {
    fc.assert(
      fc.property(minute, fc.integer({ min: -400, max: 400 }), clockTime, zone, (at, days, time, where) => {
        const local = toLocal(atTime(at, days, time, where), where);
        expect(daysBetween(toLocal(at, where), local)).toBe(days);
        expect(local.slice(11) === time || where !== shanghai).toBe(true);
        expect(local.slice(11) >= time).toBe(true);
      }),
    );
  });

  it('weekdays begin with Monday', () => {
    const days = [
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
      '2026-11-28',
      '2026-11-29T23:59',
    ];
    expect(days.map(weekday)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});

describe('every day', () => {
  it('comes once on each of the days of a year, in every zone', () => {
    for (const where of zones)
      for (const time of ['00:00', '02:30', '08:00', '23:59']) {
        let at = fromLocal('2026-01-01T00:00', where);
        const seen = new Set<string>();
        for (let i = 0; i < 365; i++) {
          at = nextDaily(time, at, where);
          seen.add(toLocal(at, where).slice(0, 10));
        }
        expect([where, time, seen.size]).toEqual([where, time, 365]);
      }
  });

  it('is after now, and nothing was left out before it', () => {
    fc.assert(
      fc.property(minute, clockTime, zone, (after, time, where) => {
        const at = nextDaily(time, after, where);
        expect(at > after).toBe(true);
        expect(atTime(at, -1, time, where) <= after).toBe(true);
      }),
    );
  });
});

describe('days of the month', () => {
  const twice = { days: [1, 16], time: '09:00' };

  test.each([
    ['2026-11-23T10:00', twice, '2026-12-01T09:00'],
    ['2026-12-01T08:59', twice, '2026-12-01T09:00'],
    ['2026-12-01T09:00', twice, '2026-12-16T09:00'],
    ['2026-12-16T09:01', twice, '2027-01-01T09:00'],
    ['2026-12-31T23:59', { days: [31], time: '23:59' }, '2027-01-31T23:59'],
    ['2027-02-01T00:00', { days: [31], time: '10:00' }, '2027-02-28T10:00'],
    ['2028-02-01T00:00', { days: [30], time: '10:00' }, '2028-02-29T10:00'],
    ['2027-02-01T00:00', { days: [28, 29, 30, 31], time: '10:00' }, '2027-02-28T10:00'],
    ['2027-02-28T10:00', { days: [28, 29, 30, 31], time: '10:00' }, '2027-03-28T10:00'],
    ['2026-11-23T10:00', { days: [20, 5], time: '00:00' }, '2026-12-05T00:00'],
  ])('after %s, %j comes on %s', (after, rule, next) => {
    expect(toLocal(nextMonthDay(rule, fromLocal(after, shanghai), shanghai), shanghai)).toBe(next);
  });

  const rule = fc.record({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 4 }),
    time: clockTime,
  });
  /** By counting through the days: is this local day one of the rule's? */
  const isDay = (days: number[], day: string): boolean => {
    const last = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate();
    return days.some((one) => Math.min(one, last) === Number(day.slice(8)));
  };

  it('the next one is the first that fits', () => {
    fc.assert(
      fc.property(minute, rule, zone, (after, { days, time }, where) => {
        const at = nextMonthDay({ days, time }, after, where);
        expect(at > after).toBe(true);
        const ahead = daysBetween(toLocal(after, where), toLocal(at, where));
        const between = Array.from({ length: ahead + 1 }, (_, i) => toLocal(atTime(after, i, '12:00', where), where));
        const fitting = between
          .map((local) => local.slice(0, 10))
          .filter((day) => isDay(days, day) && fromLocal(`${day}T${time}`, where) > after);
        expect(fitting).toEqual([toLocal(at, where).slice(0, 10)]);
      }),
    );
  });

  it('twice a month is 24 times a year, each in its place', () => {
    let at = fromLocal('2025-12-31T09:00', shanghai);
    const slots: string[] = [];
    for (let i = 0; i < 24; i++) {
      at = nextMonthDay(twice, at, shanghai);
      slots.push(toLocal(at, shanghai));
    }
    const months = Array.from({ length: 12 }, (_, i) => `2026-${String(i + 1).padStart(2, '0')}`);
    expect(slots).toEqual(months.flatMap((month) => [`${month}-01T09:00`, `${month}-16T09:00`]));
  });
});
