/** Takes events in, keeps them in the spool, completes them in order and hands them to the channel. */
import type { Incoming } from '../../chat/message.ts';
import type { Entry, Spool } from './spool.ts';

export interface Handover {
  /** Keeps an event at once; `rest` is what the adapter needs to complete it later. The same id again is dropped. */
  take(event: Incoming, rest?: unknown): void;
  /** Begins to hand over, what was left first. Called when the account is online, because completing asks WeChat. */
  start(): void;
  ack(seq: number): void;
}

/** How many message ids are remembered to know a redelivered one; the inbox knows all, this only saves work. */
const REMEMBERED = 5000;

export interface HandoverParts {
  spool: Spool;
  /** Fills in what was missing; undefined when there is nothing to hand over after all. */
  complete: (entry: Entry) => Promise<Incoming | undefined>;
  hand: (seq: number, event: Incoming) => void;
}

export function handover({ spool, complete, hand }: HandoverParts): Handover {
  const queue: Entry[] = [...spool.left];
  const seen = new Set(spool.left.map(({ event }) => event.id));
  let started = false;
  let running = false;

  async function run(): Promise<void> {
    if (!started || running) return;
    running = true;
    for (let entry = queue.shift(); entry; entry = queue.shift()) {
      const event = await complete(entry);
      if (event) hand(entry.seq, event);
      else spool.drop(entry.seq);
    }
    running = false;
  }

  return {
    take(event, rest) {
      if (seen.has(event.id)) return;
      seen.add(event.id);
      if (seen.size > REMEMBERED) for (const oldest of [...seen].slice(0, REMEMBERED / 2)) seen.delete(oldest);
      queue.push(spool.keep(event, rest));
      void run();
    },
    start() {
      started = true;
      void run();
    },
    ack: (seq) => spool.drop(seq),
  };
}
