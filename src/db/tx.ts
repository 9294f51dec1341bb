/** Transactions. What their errors mean is in errors.ts. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Db, Tx } from './db.ts';
import { isClash } from './errors.ts';

const mostTries = 6;
/** Milliseconds before the second try; doubled each time. */
const firstPause = 8;

export interface Retry {
  /** From 0 up to 1: spreads those who clashed, so that they do not meet again. */
  random: () => number;
  pause: (milliseconds: number) => Promise<unknown>;
}

/**
 * Runs `work` in one transaction. When it stood in another's way (40001, 40P01) it is undone and run again, a few times,
 * so `work` must change nothing but the store. Throws what `work` or the commit throws.
 */
export async function inTx<T>(
  db: Db,
  work: (tx: Tx) => Promise<T>,
  retry: Retry = { random: Math.random, pause },
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await db.transaction(work);
    } catch (error) {
      if (tries >= mostTries || !isClash(error)) throw error;
      await retry.pause(firstPause * 2 ** (tries - 1) * (0.5 + retry.random()));
    }
  }
}
