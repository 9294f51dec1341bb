/** What is marked as being sent, and nobody sends it any more: after a crash, or a fault in the middle of a delivery. */
import { sql } from 'drizzle-orm';
import { rows } from '../db/db.ts';
import { type Delivery, fence, joinedShows, type Row, repeat } from './deliver.ts';
import { joinLines } from './join.ts';

/** After a fault before a send: what is marked as being sent was not sent, because the one who sends it asks for this. */
export async function giveBack(delivery: Delivery): Promise<void> {
  const { db, community, channel } = delivery;
  await rows(
    db,
    sql`update outbox set status = 'queued', sent_as = null, attempts = attempts - 1
        where community_id = ${community.id} and channel = ${channel.name} and status = 'sending' and ${fence(delivery)}`,
  );
}

/**
 * When an account was taken over, after a crash of this process or of another: what was being sent has an unknown end. A channel that knows our message ids takes it again without harm;
 * elsewhere it is left as unknown and shown.
 */
export async function recoverSending(delivery: Delivery, now: Date): Promise<void> {
  const { db, community, channel } = delivery;
  const sending = await rows<Sending>(
    db,
    sql`select id, text, "join", shows, repeats, coalesce(sent_as, id) as "sentAs" from outbox
        where community_id = ${community.id} and channel = ${channel.name} and status = 'sending' order by seq`,
  );
  for (const first of sending.filter((row) => row.id === row.sentAs)) {
    const batch = sending.filter((row) => row.sentAs === first.id);
    if (channel.capabilities.receipts) await recoverOne(delivery, batch, 'queued', now);
    else if (first.repeats) await repeat(delivery, first, ended, now);
    else await recoverOne(delivery, batch, 'unknown', now);
  }
}

const ended = 'the program ended while it was being sent';
type Sending = Pick<Row, 'id' | 'text' | 'join' | 'shows' | 'repeats'> & { sentAs: string };

/** What was joined stays joined, and nothing more joins it: under the same id the channel must get the same words. */
async function recoverOne(delivery: Delivery, batch: Sending[], status: string, now: Date): Promise<void> {
  const { db, community } = delivery;
  const first = batch[0]!;
  const text = first.join ? joinLines(batch.map((row) => row.join!)) : first.text;
  const shows = joinedShows(batch);
  await rows(
    db,
    sql`update outbox set status = case when id = ${first.id} then ${status} when ${status} = 'queued' then 'sent' else ${status} end,
          note = ${ended}, sent_at = ${now.toISOString()}::timestamptz, "join" = null,
          text = case when id = ${first.id} then ${text} else text end,
          shows = case when id = ${first.id} then ${shows ? JSON.stringify(shows) : null}::text::jsonb end
        where community_id = ${community.id} and id in ${batch.map((row) => row.id)} and ${fence(delivery)}`,
  );
}
