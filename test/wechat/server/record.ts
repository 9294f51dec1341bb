/** A list that grows and can be waited on: tests wait for what happens, never for time. */
export interface Record<T> {
  readonly all: readonly T[];
  add(entry: T): void;
  /** The first entry, past or future, that matches. The test runner's own limit ends a wait that never comes true. */
  wait(match: (entry: T) => boolean): Promise<T>;
  /** The first `n` entries that match, once they are there. */
  several(n: number, match?: (entry: T) => boolean): Promise<T[]>;
  clear(): void;
}

export function record<T>(): Record<T> {
  const all: T[] = [];
  const waiting = new Set<() => void>();
  const several = (n: number, match: (entry: T) => boolean = () => true): Promise<T[]> =>
    new Promise((resolve) => {
      const look = () => {
        const found = all.filter(match);
        if (found.length < n) return;
        waiting.delete(look);
        resolve(found.slice(0, n));
      };
      waiting.add(look);
      look();
    });
  return {
    all,
    add(entry) {
      all.push(entry);
      for (const look of [...waiting]) look();
    },
    wait: async (match) => (await several(1, match))[0] as T,
    several,
    clear: () => void all.splice(0),
  };
}
