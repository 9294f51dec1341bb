/** Takes events in, keeps them in the spool, completes them and hands them to the channel in the order they came. */
import type { Incoming } from '../../chat/message.ts';
import { remember } from './remember.ts';
import type { Entry, Spool } from './spool.ts';

export interface Handover {
  /** Keeps an event at once; `rest` is what the adapter needs to complete it later. The same id again is dropped. */
  take(event: Incoming, rest?: unknown): void;
  /** Begins to hand over, what was left first. Called when the account is online, because completing asks WeChat. */
  start(): void;
  ack(seq: number): void;
}

/** So many are completed at once: a slow picture must not make the texts behind it wait for more than itself. */
const AT_ONCE = 4;

export interface HandoverParts {
  spool: Spool;
  /** Fills in what was missing; undefined when there is nothing to hand over after all. Never rejects. */
  complete: (entry: Entry) => Promise<Incoming | undefined>;
  hand: (seq: number, event: Incoming) => void;
}

export function handover({ spool, complete, hand }: HandoverParts): Handover {
  const queue: Entry[] = [...spool.left];
  const underWay: { seq: number; event: Promise<Incoming | undefined> }[] = [];
  const seen = remember();
  for (const { event } of spool.left) seen.add(event.id);
  let started = false;
  let handing = false;

  function fill(): void {
    while (started && underWay.length < AT_ONCE) {
      const entry = queue.shift();
      if (!entry) return;
      underWay.push({ seq: entry.seq, event: complete(entry) });
    }
  }

  async function run(): Promise<void> {
    fill();
    if (handing) return;
    handing = true;
    for (let first = underWay[0]; first; first = underWay[0]) {
      const event = await first.event;
      if (event) hand(first.seq, event);
      else spool.drop(first.seq);
      underWay.shift();
      fill();
    }
    handing = false;
  }

  return {
    take(event, rest) {
      if (seen.has(event.id)) return;
      seen.add(event.id);
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
