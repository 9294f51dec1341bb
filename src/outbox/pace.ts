/** When an account may write next. Pure: times are milliseconds of any clock that only grows, given with each call. */

export interface PaceRules {
  /** Least time between two messages; 0: no pace. */
  intervalMs: number;
  /** At most so many within any minute; 0: no limit. */
  perMinute: number;
}

/** Milliseconds until a message may go; 0: now. */
export interface Wait {
  /** Until an emergency may go: it waits for the interval and for nothing else. */
  urgent: number;
  any: number;
}

export interface Pace {
  wait(now: number): Wait;
  /** A message went out, in so many parts. */
  sent(now: number, parts?: number): void;
  /** Nothing goes for so long, emergencies for `urgentMs`. A rest that lasts longer stays. */
  rest(now: number, ms: number, urgentMs: number): void;
  /** What an earlier process sent in the last minute: how many milliseconds ago. */
  recall(now: number, ages: readonly number[]): void;
}

const minute = 60_000;

/** @param random from 0 up to 1: the interval is a little uneven, as a person would be */
export function newPace({ intervalMs, perMinute }: PaceRules, random: () => number = Math.random): Pace {
  let free = -Infinity;
  let resting = { any: -Infinity, urgent: -Infinity };
  let times: number[] = [];
  const note = (at: number, parts: number) => {
    if (perMinute > 0) times = [...times, ...Array<number>(parts).fill(at)].slice(-perMinute);
  };
  return {
    wait(now) {
      const oldest = times.length >= perMinute ? times[0] : undefined;
      const full = perMinute > 0 && oldest !== undefined ? oldest + minute : -Infinity;
      const until = (...moments: number[]) => Math.max(0, ...moments.map((moment) => moment - now));
      return { urgent: until(free, resting.urgent), any: until(free, resting.any, resting.urgent, full) };
    },
    sent(now, parts = 1) {
      free = now + parts * Math.round(intervalMs * (1 + 0.3 * random()));
      note(now, parts);
    },
    rest(now, ms, urgentMs) {
      resting = { any: Math.max(resting.any, now + ms), urgent: Math.max(resting.urgent, now + urgentMs) };
    },
    recall(now, ages) {
      for (const age of [...ages].sort((a, b) => b - a)) note(now - age, 1);
    },
  };
}
