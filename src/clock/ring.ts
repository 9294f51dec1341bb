/** The ring: node-cron calls each minute; what is due is decided from the store. */
import cron from 'node-cron';
import type { Log } from '../log.ts';

/** Calls `work` each night at 03:30 of the zone, when nobody waits for an answer. */
export function nightly(work: () => Promise<void>, zone: string, log: Log): { stop(): void } {
  const run = () => work().catch((error) => log.error({ err: error }, 'the nightly upkeep failed'));
  const task = cron.schedule('30 3 * * *', run, { timezone: zone });
  return { stop: () => void task.stop() };
}

/** Calls `tick` at the start of each minute until stopped. A fault is logged, the next minute tries again. */
export function ring(tick: () => Promise<void>, log: Log): { stop(): void } {
  const task = cron.schedule('* * * * *', () => tick().catch((error) => log.error({ err: error }, 'a tick failed')));
  return { stop: () => void task.stop() };
}
