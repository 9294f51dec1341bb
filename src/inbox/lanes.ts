/** Work in lanes: one after the other within a lane, lanes side by side. Keeps the order of a chat and lets chats run together. */
export interface Lanes {
  /** Adds work to the end of a lane. Errors are the work's own business. */
  add(lane: string, work: () => Promise<void>): void;
  /** Resolves when nothing is left to do. */
  idle(): Promise<void>;
}

/** @param width how many lanes may work at once */
export function newLanes(width: number): Lanes {
  const waiting = new Map<string, (() => Promise<void>)[]>();
  const ready: string[] = [];
  let working = 0;
  let atRest: (() => void)[] = [];

  function next(): void {
    while (working < width) {
      const lane = ready.shift();
      if (lane === undefined) break;
      const work = waiting.get(lane)!.shift()!;
      working++;
      work()
        .catch(() => {})
        .finally(() => done(lane));
    }
    if (working === 0 && ready.length === 0) {
      for (const rest of atRest) rest();
      atRest = [];
    }
  }
  function done(lane: string): void {
    working--;
    if (waiting.get(lane)!.length > 0) ready.push(lane);
    else waiting.delete(lane);
    next();
  }
  return {
    add(lane, work) {
      const line = waiting.get(lane);
      if (line) line.push(work);
      else {
        waiting.set(lane, [work]);
        ready.push(lane);
        next();
      }
    },
    idle: () =>
      working === 0 && ready.length === 0 ? Promise.resolve() : new Promise((resolve) => atRest.push(resolve)),
  };
}
