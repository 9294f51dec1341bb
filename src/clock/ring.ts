/** The ring: node-cron calls each minute; what is due is decided from the store. */
import cron from 'node-cron';
import type { Log } from '../log.ts';

/** Calls `tick` at the start of each minute until stopped. A fault is logged, the next minute tries again. */
export function ring(tick: () => Promise<void>, log: Log): { stop(): void } {
  const task = cron.schedule('* * * * *', () => tick().catch((error) => log.error({ err: error }, 'a tick failed')));
  return { stop: () => void task.stop() };
}
