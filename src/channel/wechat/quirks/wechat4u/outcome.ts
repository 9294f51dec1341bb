/** What an error of a send means for the message. */
import { TimedOut } from '../../adapter.ts';
import type { Failure } from '../../protocol.ts';
import { isSessionGone, retOf } from './core.ts';

const neverReached = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;

/** wechat.md 9, 14, 15: 1205 is “too often”; a lost answer says nothing about the message. */
export function outcomeOf(error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof TimedOut) return { outcome: 'unknown', reason };
  const ret = retOf(error);
  if (ret === 1205) return { outcome: 'refused', reason: 'Ret 1205: too often', retry: true, slow: true };
  if (isSessionGone(ret)) return { outcome: 'refused', reason: `Ret ${ret}: logged out`, retry: true, away: true };
  // Below zero WeChat means itself (-1: busy), above zero the message or whom it is for.
  if (ret !== undefined) return { outcome: 'refused', reason: `Ret ${ret}`, retry: ret < 0 };
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && neverReached.test(code))
    return { outcome: 'refused', reason: code, retry: true, away: true };
  return { outcome: 'unknown', reason };
}
