/** How often an account may write. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newPace, type Pace } from '../../src/outbox/pace.ts';

const rules = { intervalMs: 2_000, perMinute: 20 };

/** When each of `count` messages that wait from the start goes out. */
function times(pace: Pace, count: number, urgent = false): number[] {
  const gone: number[] = [];
  for (let now = 0; gone.length < count; ) {
    const wait = pace.wait(now)[urgent ? 'urgent' : 'any'];
    now += wait;
    if (wait > 0) continue;
    gone.push(now);
    pace.sent(now);
  }
  return gone;
}

describe('the pace of an account', () => {
  it('the first goes at once; then one in two seconds or a little more, unevenly, and never more than 20 in any minute', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 60, maxLength: 60 }),
        (dice) => {
          const gone = times(
            newPace(rules, () => dice.pop() ?? 0.5),
            60,
          );
          expect(gone[0]).toBe(0);
          for (const [i, at] of gone.entries()) {
            if (i > 0) expect(at - gone[i - 1]!).toBeGreaterThanOrEqual(2_000);
            expect(gone.filter((other) => other >= at && other < at + 60_000).length).toBeLessThanOrEqual(20);
          }
          // As fast as the limit allows, not slower.
          expect(gone.at(-1)).toBeLessThan(3 * 60_000);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is uneven', () => {
    const gone = times(newPace(rules), 15);
    expect(new Set(gone.slice(1).map((at, i) => at - gone[i]!)).size).toBeGreaterThan(10);
  });

  it('a minute that is full holds up everything but emergencies; those wait for the interval', () => {
    const pace = newPace(rules, () => 0);
    const gone = times(pace, 20);
    expect(pace.wait(gone.at(-1)!)).toEqual({ urgent: 2_000, any: 60_000 - gone.at(-1)! });
    expect(times(pace, 5, true).at(-1)).toBeLessThan(60_000);
  });

  it('a message in three parts counts three times', () => {
    const pace = newPace(rules, () => 0);
    pace.sent(0, 3);
    expect(pace.wait(0).any).toBe(6_000);
    for (let i = 0; i < 17; i++) pace.sent(6_000);
    expect(pace.wait(8_000).any).toBe(52_000);
  });

  it('what an earlier process sent within the minute counts', () => {
    const pace = newPace(rules, () => 0);
    pace.recall(
      100_000,
      Array.from({ length: 20 }, (_, i) => i * 1_000),
    );
    expect(pace.wait(100_000)).toEqual({ urgent: 0, any: 41_000 });
  });

  it('a rest holds up all, emergencies for their own time, and a shorter one does not end it', () => {
    const pace = newPace(rules);
    pace.rest(0, 300_000, 60_000);
    pace.rest(1_000, 10_000, 0);
    expect(pace.wait(1_000)).toEqual({ urgent: 59_000, any: 299_000 });
  });

  it('without rules nothing waits', () => {
    const pace = newPace({ intervalMs: 0, perMinute: 0 });
    for (let i = 0; i < 100; i++) pace.sent(0);
    expect(pace.wait(0)).toEqual({ urgent: 0, any: 0 });
  });
});
