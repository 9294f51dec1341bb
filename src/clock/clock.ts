/** The program's clock: read only where something comes in from outside. */
export interface Clock {
  now(): Date;
}

/** A clock that can be moved forward, for the local chat and for tests. */
export interface MovableClock extends Clock {
  moveTo(to: Date): void;
  /** How far it is ahead of the real time, in milliseconds; 0 for one that stands. */
  ahead(): number;
}

/** The real time, plus what it was moved ahead. */
export function realClock(ahead = 0): MovableClock {
  let offset = ahead;
  return {
    now: () => new Date(Date.now() + offset),
    moveTo: (to) => {
      offset = Math.max(offset, to.getTime() - Date.now());
    },
    ahead: () => offset,
  };
}

/** Stands still until it is moved. */
export function standingClock(start: Date): MovableClock {
  let now = start;
  return {
    now: () => now,
    moveTo: (to) => {
      now = to;
    },
    ahead: () => 0,
  };
}
