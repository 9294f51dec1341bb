/** The live line of the page: server-sent events that begin after a number, so that a broken line loses nothing. */
import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { list } from './queries.ts';
import type { Room } from './room.ts';
import { shanghaiIso } from './shanghai.ts';
import type { LocalMessage } from './tables.ts';
import { view } from './view.ts';

/** Shorter than what proxies and telephones allow an idle line. */
const heartbeat = 15_000;

/**
 * `message` is what this person can see; `elsewhere` says that the bot wrote to somebody else in private, without the
 * words. Both bear the message's number as id, from which the browser goes on after a break.
 */
async function write(room: Room, stream: SSEStreamingApi, row: LocalMessage, person: string | undefined) {
  const id = String(row.n);
  const theirs = row.chat === 'direct' && row.fromName !== person && row.toName !== person;
  if (person === undefined || !theirs) await stream.writeSSE({ id, event: 'message', data: JSON.stringify(view(row)) });
  else if (row.fromName === room.botName)
    await stream.writeSSE({ id, event: 'elsewhere', data: JSON.stringify({ to: row.toName }) });
}

/** Streams what comes after message `after`; without `person` everything, as for scripts. */
export function events(room: Room, c: Context, after: number, person: string | undefined): Response {
  return streamSSE(c, async (stream) => {
    const gone = new AbortController();
    stream.onAbort(() => gone.abort());
    let last = after;
    let clock = '';
    while (!gone.signal.aborted) {
      const heard = room.bell.count();
      for (const row of await list(room.db, room.communityId, { after: last })) {
        await write(room, stream, row, person);
        last = row.n;
      }
      const now = shanghaiIso(room.neighbourhood.now());
      if (now !== clock) await stream.writeSSE({ event: 'clock', data: JSON.stringify({ now }) });
      clock = now;
      if (!(await room.bell.wait(heard, heartbeat, gone.signal))) await stream.write(': \n\n');
    }
  });
}
