/** Tells whoever runs the program, in one sentence each, when nothing can be written and when it can be again. */
import { isFull, isOutage } from '../db/errors.ts';
import { wording } from './wording.ts';

export interface Trouble {
  /** Whether the error is an outage: then it was told, once. */
  met(error: unknown): boolean;
  /** For what can be kept nowhere: tells it and throws it on. */
  refuse(error: unknown): never;
  /** Something was written. */
  over(): void;
}

/** @param tell is given sentences for people */
export function newTrouble(tell: (sentence: string) => void): Trouble {
  let told: 'away' | 'full' | 'refusing' | undefined;

  function become(state: NonNullable<typeof told>): void {
    // Until it is over only something worse is told.
    if (told === state || told === 'refusing' || (told === 'full' && state === 'away')) return;
    told = state;
    tell(wording[state]);
  }
  return {
    met(error) {
      if (!isOutage(error)) return false;
      become(isFull(error) ? 'full' : 'away');
      return true;
    },
    refuse(error) {
      if (isOutage(error)) become('refusing');
      throw error;
    },
    over() {
      if (told === undefined) return;
      told = undefined;
      tell(wording.over);
    },
  };
}
