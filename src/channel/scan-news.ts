/** Tells a web hook, once for each time that an account has to scan a code, so that nobody has to look at the page all day. */
import type { Log } from '../log.ts';
import type { Channel } from './channel.ts';

/** How long the hook may take, in milliseconds. Nothing waits for it. */
const patienceMs = 10_000;

/** What the group robots of 企业微信 and 钉钉 read (`msgtype`, `text`) and what those of 飞书 read (`msg_type`, `content`), in one. */
const body = (text: string) => ({ msgtype: 'text', text: { content: text }, msg_type: 'text', content: { text } });

/**
 * A code that ran out and is shown anew is the same need; it ends when the account is online.
 * @param text what people are told
 */
export function tellScans(channel: Pick<Channel, 'watch'>, url: string, text: string, log: Log): void {
  let told = false;
  channel.watch?.(({ state }) => {
    if (state === 'online') told = false;
    if (state !== 'scan' || told) return;
    told = true;
    void post(url, text, log);
  });
}

async function post(url: string, text: string, log: Log): Promise<void> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body(text)),
      signal: AbortSignal.timeout(patienceMs),
    });
    if (!response.ok) log.warn({ status: response.status }, 'the web hook for scans refused');
  } catch (error) {
    // Never with the address: it holds the key of the robot.
    log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'the web hook for scans did not answer');
  }
}
