/** The rules of activities: what a draft lacks, how times move, when a board is worth a word. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Slots, When } from '../../src/chat/meaning.ts';
import {
  clockTimes,
  type Draft,
  mergeDraft,
  missing,
  mostSeats,
  moveTo,
  threshold,
} from '../../src/features/activities/rules.ts';

const now = '2026-11-25T10:00';
const saturday = { start: '2026-11-28T09:00', end: '2026-11-28T11:00' };
const complete: Draft = { title: '楼道大扫除', ...saturday, seats: 4 };

describe('times that were said', () => {
  test.each<[string, When | undefined, object | undefined]>([
    ['nothing', undefined, undefined],
    ['only a day', { start: '2026-11-28', end: null }, undefined],
    [
      'from and to',
      { start: '2026-11-28T09:00', end: '2026-11-28T11:30' },
      { start: '2026-11-28T09:00', end: '2026-11-28T11:30' },
    ],
    ['only a beginning: two hours', { start: '2026-11-28T09:00', end: null }, saturday],
    ['over midnight', { start: '2026-11-28T23:00', end: null }, { start: '2026-11-28T23:00', end: '2026-11-29T01:00' }],
    ['an end that is a day says nothing of the hour', { start: '2026-11-28T09:00', end: '2026-11-29' }, saturday],
    ['an end before the beginning is none', { start: '2026-11-28T09:00', end: '2026-11-28T08:00' }, saturday],
  ])('%s', (_, when, times) => {
    expect(clockTimes(when)).toEqual(times);
  });

  test.each<[string, typeof saturday | undefined, When | undefined, object | undefined]>([
    [
      'another day keeps the hours',
      saturday,
      { start: '2026-11-29', end: null },
      { start: '2026-11-29T09:00', end: '2026-11-29T11:00' },
    ],
    [
      'another hour keeps the length',
      { ...saturday, end: '2026-11-28T12:00' },
      { start: '2026-11-28T14:00', end: null },
      { start: '2026-11-28T14:00', end: '2026-11-28T17:00' },
    ],
    [
      'both ends are both ends',
      saturday,
      { start: '2026-11-29T14:00', end: '2026-11-29T15:00' },
      { start: '2026-11-29T14:00', end: '2026-11-29T15:00' },
    ],
    ['nothing said, nothing moves', saturday, undefined, undefined],
    ['a day where no hour is known', undefined, { start: '2026-11-29', end: null }, undefined],
  ])('%s', (_, known, when, times) => {
    expect(moveTo(known, when)).toEqual(times);
  });
});

describe('a draft', () => {
  const said = (...lines: Slots[]): Draft => lines.reduce<Draft>(mergeDraft, {});

  it('keeps what a line does not say', () => {
    const draft = said(
      { title: '楼道大扫除', venue: '5号楼' },
      { when: { start: '2026-11-28T09:00', end: '2026-11-28T11:00' } },
      { seats: 4 },
      { meetingPoint: '北门' },
    );
    expect(draft).toEqual({ ...complete, venue: '5号楼', meetingPoint: '北门' });
  });

  it('keeps its title when an answer has words that look like one, and takes a new name when told', () => {
    expect(said({ title: '楼道大扫除' }, { title: '上午' }).title).toBe('楼道大扫除');
    expect(said({ title: '楼道大扫除' }, { title: '清理楼道', text: '改名叫清理楼道' }).title).toBe('清理楼道');
  });

  const shifts = [
    { label: '上午', seats: 3 },
    { label: '下午', seats: 2 },
  ];
  const bothShifts = (day: string) => [
    { label: '上午', start: `${day}T09:00`, end: `${day}T11:00`, seats: 3 },
    { label: '下午', start: `${day}T14:00`, end: `${day}T16:00`, seats: 2 },
  ];

  it('with shifts has the usual hours of each part of the day', () => {
    expect(said({ title: '跳蚤市场', when: { start: '2026-11-29', end: null }, shifts }).shifts).toEqual(
      bothShifts('2026-11-29'),
    );
  });

  it('with shifts whose day is told afterwards has them on that day', () => {
    const draft = said({ title: '跳蚤市场', shifts }, { when: { start: '2026-11-29', end: null } });
    expect(draft.shifts).toEqual(bothShifts('2026-11-29'));
    expect(missing(draft, now)).toBeUndefined();
  });

  it('with shifts that move to another day takes them along', () => {
    const draft = said(
      { title: '跳蚤市场', when: { start: '2026-11-29', end: null }, shifts },
      { when: { start: '2026-12-06', end: null } },
    );
    expect(draft.shifts).toEqual(bothShifts('2026-12-06'));
  });

  test.each<[string | undefined, Draft]>([
    [undefined, complete],
    ['title', { ...saturday, seats: 4 }],
    ['time', { title: '楼道大扫除', seats: 4 }],
    ['time', { title: '楼道大扫除', start: '2026-11-28', seats: 4 }],
    ['past', { ...complete, start: now, end: '2026-11-25T12:00' }],
    ['past', { ...complete, start: '2026-11-24T09:00', end: '2026-11-24T11:00' }],
    ['seats', { title: '楼道大扫除', ...saturday }],
    ['badSeats', { ...complete, seats: 0 }],
    ['badSeats', { ...complete, seats: -3 }],
    ['badSeats', { ...complete, seats: 1.5 }],
    ['badSeats', { ...complete, seats: mostSeats + 1 }],
    [undefined, { ...complete, seats: mostSeats }],
    [undefined, { title: '跳蚤市场', shifts: bothShifts('2026-11-29') }],
    ['past', { title: '跳蚤市场', shifts: bothShifts('2026-11-25') }],
    ['badSeats', { title: '跳蚤市场', shifts: [{ ...bothShifts('2026-11-29')[0]!, seats: 0 }] }],
  ])('lacks %s: %j', (lack, draft) => {
    expect(missing(draft, now)).toBe(lack);
  });
});

describe('a board', () => {
  test.each<[number, number, boolean, boolean, string | undefined]>([
    [6, 2, false, false, undefined],
    [6, 3, false, false, 'half'],
    [6, 3, true, false, undefined],
    [6, 5, false, false, 'half'],
    [6, 6, false, false, 'full'],
    [6, 6, true, true, undefined],
    [5, 3, false, false, undefined],
    [5, 5, false, false, 'full'],
    [1, 1, false, false, undefined],
    [6, 3, false, true, undefined],
  ])('of %i seats with %i taken (told half: %s, full: %s): %s', (seats, taken, half, full, told) => {
    expect(threshold(seats, taken, { half, full })).toBe(told);
  });

  it('is never told more than twice, however claims come and go', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.array(fc.nat(40), { maxLength: 60 }), (seats, takens) => {
        const told = { half: false, full: false };
        const said: string[] = [];
        for (const taken of takens) {
          const reached = threshold(seats, Math.min(taken, seats), told);
          if (!reached) continue;
          told[reached] = true;
          said.push(reached);
        }
        expect(new Set(said).size).toBe(said.length);
        if (said.includes('full')) expect(said.at(-1)).toBe('full');
      }),
    );
  });
});
