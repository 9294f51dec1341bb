/** Takes back what was to be said and is of no use any more. */
import { sql } from 'drizzle-orm';
import type { Community } from '../community.ts';
import { rows, type Tx } from '../db/db.ts';

/** Drops what still waits under keys that begin so. */
export async function dropWaiting(tx: Tx, community: Community, prefix: string): Promise<void> {
  await rows(
    tx,
    // Nothing is lost by it, so the leaders need not hear of it.
    sql`update outbox set status = 'dropped', note = 'its purpose is over', reported_at = created_at
        where community_id = ${community.id} and status = 'queued' and starts_with(dedupe_key, ${prefix})`,
  );
}

/** Drops the answers to a message that still wait to be joined with others: what it did was taken back. */
export async function dropAnswers(tx: Tx, community: Community, inboxId: string): Promise<void> {
  await rows(
    tx,
    sql`update outbox set status = 'dropped', note = 'taken back', reported_at = created_at
        where community_id = ${community.id} and status = 'queued' and "join" is not null and inbox_id = ${inboxId}`,
  );
}
