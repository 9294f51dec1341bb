/** The log. No message text, name or phone at info and above. */
import { pino } from 'pino';

export type Log = pino.Logger;

export function newLog(level: string): Log {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
}
