/** Does together what comes at the same time: while some things are worked on, the next ones are gathered. */
import { setImmediate as endOfTurn } from 'node:timers/promises';
import { isOutage } from '../db/errors.ts';

interface Call<T> {
  things: readonly T[];
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * @param work does all of some things or throws; it is given those of several calls, in the order of the calls
 * @param most no more things than this together, unless one call brings more
 * @returns hands over things; resolves when they are done. When several calls fail together each is tried alone, so that one
 * that cannot be done takes no others along.
 */
export function gather<T>(
  work: (things: readonly T[]) => Promise<void>,
  most: number,
): (things: readonly T[]) => Promise<void> {
  const waiting: Call<T>[] = [];
  let working = false;

  async function workOn(calls: Call<T>[]): Promise<void> {
    try {
      await work(calls.flatMap(({ things }) => things));
      for (const call of calls) call.resolve();
    } catch (error) {
      if (calls.length > 1 && !isOutage(error)) for (const call of calls) await workOn([call]);
      else for (const call of calls) call.reject(error);
    }
  }
  function next(): Call<T>[] {
    const calls = [waiting.shift()!];
    for (let size = calls[0]!.things.length; waiting.length > 0; ) {
      size += waiting[0]!.things.length;
      if (size > most) break;
      calls.push(waiting.shift()!);
    }
    return calls;
  }
  async function run(): Promise<void> {
    working = true;
    // Many wait for the same thing and call in the same turn; the first of them shall not go alone.
    await endOfTurn();
    while (waiting.length > 0) {
      await workOn(next());
      await endOfTurn();
    }
    working = false;
  }
  return (things) =>
    new Promise((resolve, reject) => {
      waiting.push({ things, resolve, reject });
      if (!working) run();
    });
}
