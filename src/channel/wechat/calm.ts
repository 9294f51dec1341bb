/** A log that a fault in a loop cannot flood. */
import type { Hands } from './adapter.ts';

/** Passes on `most` lines a minute; how many were left out is said when the next minute begins. */
export function calmly(log: Hands['log'], most = 20, now: () => number = Date.now): Hands['log'] {
  let minute = 0;
  let count = 0;
  return (level, text) => {
    const present = Math.floor(now() / 60_000);
    if (present !== minute) {
      if (count > most) log('warn', `${count - most} lines were left out in a minute`);
      minute = present;
      count = 0;
    }
    count += 1;
    if (count <= most) log(level, text);
  };
}
