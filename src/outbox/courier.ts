/** Keeps delivering for one account: at once when something was said, paced, joined for bursts, at rest when it must. */
import type { SendResult } from '../channel/channel.ts';
import type { Trouble } from '../inbox/trouble.ts';
import type { Log } from '../log.ts';
import {
  beforeRepeatMs,
  type Delivered,
  type Delivery,
  deliverNext,
  joinWindowMs,
  Unrecorded,
  type Which,
} from './deliver.ts';
import { newPace, type PaceRules } from './pace.ts';
import { beQuiet, quietFor, sentLately, urgentRest } from './quiet.ts';
import { giveBack } from './recover.ts';

export interface Courier {
  /** Something may be due: deliver it. What can be joined waits while answers to a burst are gathered. */
  wake(said?: 'joinable' | 'something'): void;
  /** Takes up the pace and the rest of an earlier process. To be called when the account is taken. */
  takeUp(): Promise<void>;
  /** Until when the account rests because it wrote too often; undefined when it does not. */
  restsUntil(): Date | undefined;
  /** Resolves when all that may go now is sent. `evenJoined`: also what waits to be joined with more. */
  idle(evenJoined: boolean): Promise<void>;
  stop(): Promise<void>;
}

/** Real time, that only grows, in milliseconds; tests move their own. */
export interface Timer {
  elapsed(): number;
  /** Calls `work` after so long; returns how to call it off. */
  after(ms: number, work: () => void): () => void;
}

export const realTimer: Timer = {
  elapsed: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms).unref();
    return () => clearTimeout(timer);
  },
};

export interface CourierOptions extends Omit<Delivery, 'token'>, PaceRules {
  clock: () => Date;
  timer: Timer;
  /** The token of the account's lease; while there is none nothing is sent. */
  token: () => number | undefined;
  /** How long answers to a burst are gathered; the default keeps 30 claims in 10 s to 3 messages. */
  joinWindowMs?: number;
  /** Something did not arrive that a leader should know of. */
  onLost: () => Promise<void>;
  log: Log;
  /** Tells people of an outage, which is not logged at each try, and of its end. */
  trouble?: Pick<Trouble, 'met' | 'over'>;
}

/** After a send whose end is unknown, or that found no server, the line is given time to show whether it lives. */
const breathMs = 10_000;
/** So many names in one message are a storm: the next are gathered twice as long, or the group would read nothing else. */
const storm = 20;

export function newCourier(options: CourierOptions): Courier {
  const { channel, log, timer } = options;
  const pace = newPace(options);
  const window = options.joinWindowMs ?? joinWindowMs;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let flush = false;
  /** When the last joined answer went out: by the real time, and by the chat's clock, which may stand still or jump. */
  let lastJoined = { real: -Infinity, told: -Infinity, window };
  let seen = { real: 0, told: 0 };
  let alarm: { at: number; off: () => void } | undefined;
  let restsUntil: Date | undefined;
  /** What has to be put right before anything else is sent: the database went away in the middle of a delivery. */
  let mend: (() => Promise<unknown>) | undefined;

  /** Milliseconds by the chat's clock, and what has passed in truth since that clock was last seen moving. */
  function sinceJoined(): number {
    const told = options.clock().getTime();
    if (told !== seen.told) seen = { real: timer.elapsed(), told };
    // A clock that was put back must not hold anything up for as long as that.
    if (told < lastJoined.told) lastJoined = { ...lastJoined, told };
    return told - lastJoined.told + timer.elapsed() - Math.max(seen.real, lastJoined.real);
  }
  const holding = () => !flush && sinceJoined() < lastJoined.window;

  function wakeIn(ms: number): void {
    const at = timer.elapsed() + ms;
    if (alarm && alarm.at <= at) return;
    alarm?.off();
    const ring = () => {
      alarm = undefined;
      wake();
    };
    alarm = { at, off: timer.after(Math.max(1, ms), ring) };
  }
  async function deliver(delivery: Delivery, which: Which): Promise<Delivered | undefined> {
    await mend?.();
    mend = undefined;
    try {
      return await deliverNext(delivery, options.clock, which);
    } catch (error) {
      const wentOut = error instanceof Unrecorded;
      if (wentOut) pace.sent(timer.elapsed(), 1);
      mend = wentOut ? error.record : () => giveBack(delivery);
      throw error;
    }
  }
  /** Sends one message after the other until there is none that may go. */
  async function run(): Promise<void> {
    for (;;) {
      again = false;
      const token = options.token();
      if (stopped || token === undefined || channel.state().state !== 'online') return;
      const wait = pace.wait(timer.elapsed());
      if (wait.urgent > 0) return wakeIn(wait.urgent);
      const held = holding();
      const delivery = { ...options, token };
      const sent = await deliver(delivery, { holdJoined: held, onlyUrgent: wait.any > 0 });
      if (sent) {
        options.trouble?.over();
        if (sent.joined > 0) noteJoined(sent.joined, sent.more);
        await heed(delivery, sent.result);
        if (sent.lost) await options.onLost();
      } else if (!again) {
        if (wait.any > 0) wakeIn(wait.any);
        if (held) wakeIn(lastJoined.window - sinceJoined());
        return;
      }
    }
  }
  function noteJoined(count: number, more: boolean): void {
    // What did not fit goes in the next message, not in the next window.
    if (more) return;
    const told = options.clock().getTime();
    lastJoined = { real: timer.elapsed(), told, window: count >= storm ? 2 * window : window };
  }
  /** What the result says about the account and the line. */
  async function heed(delivery: Delivery, result: SendResult | undefined): Promise<void> {
    if (!result) return;
    const now = timer.elapsed();
    const away = result.outcome === 'refused' && result.away;
    if (!away) pace.sent(now, result.outcome === 'sent' ? result.parts : 1);
    if (result.outcome === 'unknown') wakeIn(beforeRepeatMs);
    if (result.outcome === 'unknown' || away) pace.rest(now, breathMs, away ? breathMs : 0);
    if (result.outcome === 'sent' || !result.slow) return;
    const rest = await beQuiet(delivery, options.clock());
    log.warn({ channel: channel.name, minutes: Math.round(rest / 60_000) }, 'the account writes too often: it rests');
    beginRest(rest, urgentRest);
  }
  function beginRest(ms: number, urgentMs: number): void {
    pace.rest(timer.elapsed(), ms, Math.min(ms, urgentMs));
    restsUntil = new Date(options.clock().getTime() + ms);
  }
  function wake(said: 'joinable' | 'something' = 'something'): void {
    if (stopped) return;
    // Asking the store for each of 300 answers whether they may go yet would cost as much as deciding them.
    if (said === 'joinable' && holding()) {
      wakeIn(lastJoined.window - sinceJoined());
      return;
    }
    again = true;
    running ??= run()
      .catch((error) => {
        again = false;
        if (!options.trouble?.met(error)) log.error({ err: error }, 'delivering failed; it is tried again in a second');
        wakeIn(1000);
      })
      .finally(() => {
        running = undefined;
        // Woken between the last look and here.
        if (again) wake();
      });
  }
  return {
    wake,
    async takeUp() {
      const delivery = { ...options, token: options.token() };
      const now = options.clock();
      pace.recall(timer.elapsed(), options.perMinute > 0 ? await sentLately(delivery, now) : []);
      const rest = await quietFor(delivery, now);
      if (rest > 0) beginRest(rest, urgentRest);
    },
    restsUntil: () => (restsUntil && restsUntil > options.clock() ? restsUntil : undefined),
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
      alarm?.off();
      await running;
    },
  };
}
