/**
 * The ring: each minute somebody looks at what is due, which is decided from the store. Timers that only grow are asked again
 * and again for the next minute, because a machine's clock is set and machines sleep: node-cron 4.6.0 rang no more for an hour
 * after the clock was set back an hour, and wrote a line for every minute that it was set forward.
 */
import type { Log } from '../log.ts';
import { toLocal } from './zone.ts';

const minuteMs = 60_000;

/** What tells the time, and waits. */
export interface Watch {
  /** Milliseconds since 1970; may jump. */
  now(): number;
  /** Calls `work` after so many milliseconds; returns how to call it off. */
  after(ms: number, work: () => void): () => void;
}

const realWatch: Watch = {
  now: () => Date.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};

/** Calls `tick` at the start of each minute until stopped, one at a time. A fault is logged, the next minute tries again. */
export function ring(tick: () => Promise<void>, log: Log, watch = realWatch): { stop(): void } {
  let stopped = false;
  let callOff: () => void;
  function wait(): void {
    if (!stopped) callOff = watch.after(minuteMs - (watch.now() % minuteMs), run);
  }
  function run(): void {
    tick()
      .catch((error) => log.error({ err: error }, 'a tick failed'))
      .finally(wait);
  }
  wait();
  return {
    stop() {
      stopped = true;
      callOff();
    },
  };
}

/** When nobody waits for an answer: local times between which the night's work begins. */
const night = { from: '03:30', to: '05:00' };

/** Calls `work` once each night of the zone. */
export function nightly(work: () => Promise<void>, zone: string, log: Log, watch = realWatch): { stop(): void } {
  let last = '';
  async function look(): Promise<void> {
    const [day, time] = toLocal(new Date(watch.now()), zone).split('T') as [string, string];
    if (time < night.from || time >= night.to || day <= last) return;
    last = day;
    await work();
  }
  return ring(look, log, watch);
}
