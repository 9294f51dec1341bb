/** Wakes the open pages when something is new. A page reads what is new by itself, so a ring carries nothing. */
export interface Bell {
  /** How often it rang; take it before reading, then wait for more. */
  count(): number;
  ring(): void;
  /** True when it rang since `heard`, false after `ms` milliseconds or when the page has gone. */
  wait(heard: number, ms: number, gone: AbortSignal): Promise<boolean>;
}

/** A bell that nobody waits at yet. */
export function bell(): Bell {
  let rung = 0;
  const listeners = new Set<() => void>();
  return {
    count: () => rung,
    ring() {
      rung += 1;
      for (const listener of [...listeners]) listener();
    },
    wait(heard, ms, gone) {
      if (rung !== heard || gone.aborted) return Promise.resolve(rung !== heard);
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          listeners.delete(done);
          gone.removeEventListener('abort', done);
          resolve(rung !== heard);
        };
        const timer = setTimeout(done, ms);
        timer.unref();
        listeners.add(done);
        gone.addEventListener('abort', done);
      });
    },
  };
}
