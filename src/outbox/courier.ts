/** Keeps delivering for one channel: at once when something was said, paced for the account, joined for bursts. */
import type { Log } from '../log.ts';
import { type Delivery, deliverNext, joinWindowMs } from './deliver.ts';

export interface Courier {
  /** Something may be due: deliver it. What can be joined waits while answers to a burst are gathered. */
  wake(said?: 'joinable' | 'something'): void;
  /** Resolves when all that is due now is sent. `evenJoined`: also what waits to be joined with more. */
  idle(evenJoined: boolean): Promise<void>;
  stop(): Promise<void>;
}

export interface CourierOptions extends Omit<Delivery, 'token'> {
  clock: () => Date;
  /** The token of the account's lease; while there is none nothing is sent. */
  token: () => number | undefined;
  /** Least time between two messages of this account, in milliseconds of real time. */
  intervalMs: number;
  /** How long answers to a burst are gathered; the default keeps 30 claims in 10 s to 3 messages. */
  joinWindowMs?: number;
  log: Log;
}

export function newCourier(options: CourierOptions): Courier {
  const { intervalMs, log } = options;
  const window = options.joinWindowMs ?? joinWindowMs;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let flush = false;
  /** When the last joined answer went out: by the real time, and by the chat's clock, which may stand still or jump. */
  let lastJoined = { real: -Infinity, told: -Infinity };
  let timer: NodeJS.Timeout | undefined;

  let seen = { real: 0, told: 0 };

  /** Milliseconds by the chat's clock, and what has passed in truth since that clock was last seen moving. */
  function sinceJoined(): number {
    const told = options.clock().getTime();
    if (told !== seen.told) seen = { real: performance.now(), told };
    return told - lastJoined.told + performance.now() - Math.max(seen.real, lastJoined.real);
  }
  async function run(): Promise<void> {
    while (!stopped) {
      again = false;
      const held = holding();
      const token = options.token();
      if (token === undefined) return;
      const sent = await deliverNext({ ...options, token }, options.clock, held);
      if (!sent) {
        if (held) later();
        if (!again) return;
        continue;
      }
      if (sent.joined) lastJoined = { real: performance.now(), told: options.clock().getTime() };
      // A little uneven, as a person would be; only where the account has a pace at all.
      if (intervalMs > 0) await new Promise((resolve) => setTimeout(resolve, intervalMs * (0.9 + Math.random() * 0.4)));
    }
  }
  function later(): void {
    clearTimeout(timer);
    timer = setTimeout(() => wake(), Math.max(1, window - sinceJoined()));
    timer.unref();
  }
  const holding = () => !flush && sinceJoined() < window;
  function wake(said: 'joinable' | 'something' = 'something'): void {
    if (stopped) return;
    // Asking the store for each of 300 answers whether they may go yet would cost as much as deciding them.
    if (said === 'joinable' && holding()) return later();
    again = true;
    running ??= run()
      .catch((error) => {
        again = false;
        log.error({ err: error }, 'delivering failed; it is tried again in a second');
        setTimeout(() => wake(), 1000).unref();
      })
      .finally(() => {
        running = undefined;
        // Woken between the last look and here.
        if (again) wake();
      });
  }
  return {
    wake,
    async idle(evenJoined) {
      flush = evenJoined;
      do {
        wake();
        await running;
      } while (again && !stopped);
      flush = false;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
