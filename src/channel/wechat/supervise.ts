/** Keeps a child process alive: when one has ended, the next is started after a pause. */
import type { ChildProcess } from 'node:child_process';
import { type Ending, type Life, live, type WatchLimits } from './life.ts';
import type { Order, Report } from './protocol.ts';
import { newRest } from './rest.ts';

/** Times in milliseconds, memory in bytes. */
export interface Limits extends WatchLimits {
  /** First and longest pause before a new start; it doubles from one to the other. */
  firstPause: number;
  longestPause: number;
  /** After this long in one piece the pause begins at `firstPause` again. */
  steady: number;
}
export const defaultLimits: Limits = {
  quiet: 90_000,
  start: 120_000,
  memory: 700 * 1024 * 1024,
  end: 5000,
  firstPause: 1000,
  longestPause: 300_000,
  steady: 60_000,
};

export interface Supervisor {
  start(): void;
  /** False when there is no child to take it. */
  order(order: Order): boolean;
  stop(): Promise<void>;
}

export interface SupervisorParts {
  fork: () => ChildProcess;
  limits: Limits;
  onStart: (pid: number | undefined) => void;
  /** `reply` goes to the child that reported, and to no later one. */
  onReport: (report: Report, reply: (order: Order) => void) => void;
  /** The child ended; `pause` is how long until the next one, undefined when there will be none. */
  onEnd: (ending: Ending, pause: number | undefined, output: string) => void;
}

export function supervise({ fork, limits, onStart, onReport, onEnd }: SupervisorParts): Supervisor {
  let life: Life | undefined;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  const rest = newRest();

  async function run(): Promise<void> {
    for (let pause = limits.firstPause; !stopped; pause = Math.min(limits.longestPause, pause * 2)) {
      const began = Date.now();
      life = live(fork(), limits, onReport);
      onStart(life.pid);
      const { ending, output } = await life.over;
      life = undefined;
      if (Date.now() - began >= limits.steady) pause = limits.firstPause;
      onEnd(ending, stopped ? undefined : pause, output);
      if (!stopped) await rest.take(pause);
    }
  }

  return {
    start() {
      stopped = false;
      running = run();
    },
    order: (order) => life?.order(order) ?? false,
    async stop() {
      stopped = true;
      rest.wake();
      life?.end();
      await running;
    },
  };
}
