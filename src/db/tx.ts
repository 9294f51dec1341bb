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
  /** Errors beyond those of two transactions in each other's way after which the same work can succeed. */
  alsoAfter?: (error: unknown) => boolean;
}

const patience: Retry = { random: Math.random, pause };

/**
 * Runs `work` in one transaction. When it stood in another's way (40001, 40P01) it is undone and run again, a few times,
 * so `work` must change nothing but the store. Throws what `work` or the commit throws.
 */
export async function inTx<T>(db: Db, work: (tx: Tx) => Promise<T>, retry: Partial<Retry> = {}): Promise<T> {
  const { random, pause, alsoAfter } = { ...patience, ...retry };
  for (let tries = 1; ; tries++) {
    try {
      return await db.transaction(work);
    } catch (error) {
      if (tries >= mostTries || !(isClash(error) || alsoAfter?.(error))) throw error;
      await pause(firstPause * 2 ** (tries - 1) * (0.5 + random()));
    }
  }
}
