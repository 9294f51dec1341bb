/** What a run did, what it looked at, and which promises were broken. */
import { inspect, isDeepStrictEqual } from 'node:util';

export interface Ledger {
  /** Something was done, to be counted: a kill, a message, a day. */
  did(what: string, times?: number): void;
  /** What was found must be what was promised. */
  hold(promise: string, found: unknown, promised: unknown): void;
  times(what: string): number;
  /** One line for each promise that did not hold. */
  readonly broken: readonly string[];
  /** One line: what was done, and how many checks. */
  summary(): string;
}

export function newLedger(): Ledger {
  const done = new Map<string, number>();
  const broken: string[] = [];
  const show = (value: unknown): string => inspect(value, { depth: 6, breakLength: 160, maxArrayLength: 20 });
  return {
    did: (what, times = 1) => void done.set(what, (done.get(what) ?? 0) + times),
    hold(promise, found, promised) {
      done.set('checks', (done.get('checks') ?? 0) + 1);
      if (!isDeepStrictEqual(found, promised))
        broken.push(`${promise}\n    found    ${show(found)}\n    promised ${show(promised)}`);
    },
    times: (what) => done.get(what) ?? 0,
    broken,
    summary: () => [...done].map(([what, times]) => `${times} ${what}`).join(', '),
  };
}
