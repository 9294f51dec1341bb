/**
 * The ring: node-cron calls each minute, and what is due is decided from the store. A machine's clock is set, and machines
 * sleep: node-cron 4.6.0 then goes on waiting for the minute it had in mind, for an hour when the clock was set back an hour.
 * So the ring is looked after by a timer that only grows, and hung up anew when the clock has jumped.
 */
import { schedule } from 'node-cron';
import type { Log } from '../log.ts';
import { toLocal } from './zone.ts';

const eachMinute = '* * * * *';
/** How often it is looked whether the clock has jumped, and what counts as a jump, in milliseconds. */
const lookMs = 20_000;
const jumpMs = 5_000;
const silent = { info() {}, warn() {}, error() {}, debug() {} };

/** Calls `tick` at the start of each minute until stopped, one at a time. A fault is logged, the next minute tries again. */
export function ring(tick: () => Promise<void>, log: Log): { stop(): void } {
  // Minutes that the clock skipped are no news: what was due in them is found in the store.
  const options = { noOverlap: true, suppressMissedWarning: true, logger: silent };
  const hang = () =>
    schedule(eachMinute, () => tick().catch((error) => log.error({ err: error }, 'a tick failed')), options);
  const ahead = () => Date.now() - performance.now();
  let task = hang();
  let seen = ahead();
  const guard = setInterval(() => {
    if (Math.abs(ahead() - seen) < jumpMs) return;
    seen = ahead();
    task.destroy();
    task = hang();
  }, lookMs);
  return {
    stop() {
      clearInterval(guard);
      task.destroy();
    },
  };
}

/** When nobody waits for an answer: local times between which the night's work begins. */
const night = { from: '03:30', to: '05:00' };

/** Calls `work` once each night of the zone. */
export function nightly(work: () => Promise<void>, zone: string, log: Log): { stop(): void } {
  let last = '';
  async function look(): Promise<void> {
    const [day, time] = toLocal(new Date(), zone).split('T') as [string, string];
    if (time < night.from || time >= night.to || day <= last) return;
    last = day;
    await work();
  }
  return ring(look, log);
}
