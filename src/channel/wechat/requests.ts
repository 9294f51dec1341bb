/** Questions to the child process that wait for their answer. */
import type { Order, Report } from './protocol.ts';

export interface Requests {
  /** Undefined when the question could not be asked; the answer is undefined when the child ended before it came. */
  ask(make: (ref: number) => Order): Promise<Report | undefined> | undefined;
  answer(ref: number, report: Report): void;
  /** The child is gone: nobody will answer. */
  drop(): void;
}

/** @param order passes a question on; false when there is nobody to take it */
export function requests(order: (order: Order) => boolean): Requests {
  const waiting = new Map<number, (report: Report | undefined) => void>();
  let last = 0;
  return {
    ask(make) {
      last += 1;
      const ref = last;
      const answer = new Promise<Report | undefined>((resolve) => waiting.set(ref, resolve));
      if (order(make(ref))) return answer;
      waiting.delete(ref);
      return undefined;
    },
    answer(ref, report) {
      waiting.get(ref)?.(report);
      waiting.delete(ref);
    },
    drop() {
      for (const resolve of waiting.values()) resolve(undefined);
      waiting.clear();
    },
  };
}
