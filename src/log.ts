/** The log. No message text, name or phone at info and above. */
import { pino } from 'pino';

export type Log = pino.Logger;

/** Where a fault was and what it was called. The parameters of a statement are what people wrote, so they stay out. */
function fault(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const cause = error.cause instanceof Error ? { cause: fault(error.cause) } : {};
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 6);
  const message = error.message.startsWith('Failed query') ? 'a statement failed' : error.message;
  return { type: error.name, message, ...('code' in error ? { code: error.code } : {}), at: frames, ...cause };
}

export function newLog(level: string): Log {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: fault } },
    pino.destination({ dest: 2, sync: true }),
  );
}
