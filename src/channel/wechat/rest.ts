/** A pause that can be cut short. */
export interface Rest {
  /** Resolves after so many milliseconds, or when it is woken. */
  take(ms: number): Promise<void>;
  wake(): void;
}

export function newRest(): Rest {
  let wakeUp: () => void = () => undefined;
  return {
    take: (ms) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    wake: () => wakeUp(),
  };
}
