/** Tells a web hook, once for each time that an account has to scan a code, so that nobody has to look at the page all day. */
import type { Channel } from './channel.ts';
import { bodyFor, refusalOf, robotAt, withoutKeys } from './robots.ts';

/** How long the hook may take, in milliseconds. Nothing waits for it. */
const usualPatience = 10_000;

/**
 * A code that ran out and is shown anew is the same need; it ends when the account is online. What the hook did not take is
 * tried again with the next code, some minutes later; why it did not is logged once for each need.
 * @param text what people are told
 */
export function tellScans(
  channel: Pick<Channel, 'watch'>,
  url: string,
  text: string,
  log: { warn(fields: object, words: string): void },
  patienceMs = usualPatience,
): void {
  let need: { told: boolean; complaint?: string } = { told: false };
  channel.watch?.(({ state }) => {
    if (state === 'online') need = { told: false };
    if (state !== 'scan' || need.told) return;
    const mine = need;
    mine.told = true;
    void post(url, text, patienceMs).then((fault) => {
      if (!fault) return;
      mine.told = false;
      if (mine.complaint !== fault.why) log.warn(fault, 'the web hook was not told that a code has to be scanned');
      mine.complaint = fault.why;
    });
  });
}

interface Fault {
  /** Which robot it is, by its address; absent when it is none that we know. */
  robot?: string;
  /** In the robot's words, or ours. Never with the address: it holds the key. */
  why: string;
}

/** Resolves why it was not taken, or undefined when it was. Never rejects. */
async function post(url: string, text: string, patienceMs: number): Promise<Fault | undefined> {
  const robot = robotAt(url);
  const fault = (why: string): Fault => ({ ...(robot && { robot }), why: withoutKeys(why.slice(0, 300), url) });
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(bodyFor(robot, text)),
      signal: AbortSignal.timeout(patienceMs),
    });
    const refusal = refusalOf(robot, response.ok, response.status, await response.text());
    return refusal === undefined ? undefined : fault(refusal);
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return fault(`no answer within ${patienceMs} ms`);
    const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
    return fault(typeof cause?.code === 'string' ? cause.code : 'it cannot be reached');
  }
}
