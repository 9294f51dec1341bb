/** Gives events to the program one after the other, each until it is safe there. */
import type { Incoming } from '../../chat/message.ts';
import { within } from './adapter.ts';
import { newRest } from './rest.ts';

export interface Delivery {
  /** `safe` is called when the program has the event. */
  add(event: Incoming, safe: () => void): void;
  /** Gives nothing more; what is under way may take `limit` ms to end. The rest is kept by the child's spool. */
  stop(limit: number): Promise<void>;
}

export function deliver(receive: (event: Incoming) => Promise<void>, failed: (error: unknown) => void): Delivery {
  let stopped = false;
  let tail: Promise<void> = Promise.resolve();
  const rest = newRest();

  /** Again and again, with pauses from one second to a minute: none may be forgotten and none may overtake it. */
  async function give(event: Incoming, safe: () => void): Promise<void> {
    for (let pause = 1000; !stopped; pause = Math.min(60_000, pause * 2)) {
      try {
        await receive(event);
        safe();
        return;
      } catch (error) {
        failed(error);
        await rest.take(pause);
      }
    }
  }

  return {
    add(event, safe) {
      tail = tail.then(() => give(event, safe));
    },
    async stop(limit) {
      stopped = true;
      rest.wake();
      await within(limit, tail).catch(() => undefined);
    },
  };
}
