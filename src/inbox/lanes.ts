/** Work in lanes: in order within a lane, lanes side by side. Keeps the order of a chat and lets chats run together. */
export interface Lanes {
  /** Puts a thing at the end of a lane. */
  add(lane: string, thing: string): void;
  /** Resolves when nothing is left to do. */
  idle(): Promise<void>;
}

/**
 * @param width how many lanes may work at once
 * @param most how many things of a lane are worked on together
 * @param work is given what waits in a lane, in order; its errors are its own business
 */
export function newLanes(width: number, most: number, work: (things: string[]) => Promise<void>): Lanes {
  const waiting = new Map<string, string[]>();
  const ready: string[] = [];
  let working = 0;
  let atRest: (() => void)[] = [];

  function next(): void {
    while (working < width) {
      const lane = ready.shift();
      if (lane === undefined) break;
      working++;
      work(waiting.get(lane)!.splice(0, most))
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
    add(lane, thing) {
      const line = waiting.get(lane);
      if (line) line.push(thing);
      else {
        waiting.set(lane, [thing]);
        ready.push(lane);
        next();
      }
    },
    idle: () =>
      working === 0 && ready.length === 0 ? Promise.resolve() : new Promise((resolve) => atRest.push(resolve)),
  };
}
