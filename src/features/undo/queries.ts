import { sql } from 'drizzle-orm';
import type { Community } from '../../community.ts';
import { type Queryable, rows } from '../../db/db.ts';

export interface Entry {
  id: string;
  action: string;
  itemId: string | null;
  detail: Record<string, unknown>;
  inboxId: string;
}

const columns = sql.raw('a.id, a.action, a.item_id as "itemId", a.detail, a.inbox_id as "inboxId"');

/** What one message changed, newest first, unless it was undone. */
export function changesOf(db: Queryable, community: Community, inboxId: string): Promise<Entry[]> {
  return rows(
    db,
    sql`select ${columns} from audit a where a.community_id = ${community.id} and a.inbox_id = ${inboxId}
          and not exists (select 1 from audit u where u.community_id = a.community_id and u.action = 'undone' and u.detail->>'of' = a.inbox_id::text)
        order by a.at desc, a.id desc`,
  );
}

/** The last message of a person within the time that changed something of these kinds and was not undone. */
export async function lastChange(
  db: Queryable,
  community: Community,
  person: string,
  actions: readonly string[],
  since: Date,
): Promise<string | undefined> {
  const [row] = await rows<{ inboxId: string }>(
    db,
    sql`select a.inbox_id as "inboxId" from audit a
        where a.community_id = ${community.id} and a.person_id = ${person} and a.inbox_id is not null and a.action in ${[...actions]} and a.at >= ${since.toISOString()}::timestamptz
          and not exists (select 1 from audit u where u.community_id = a.community_id and u.action = 'undone' and u.detail->>'of' = a.inbox_id::text)
        order by a.at desc, a.id desc limit 1`,
  );
  return row?.inboxId;
}

/** Our id of a message, by the channel's. */
export async function inboxIdOf(
  db: Queryable,
  community: Community,
  channel: string,
  messageId: string,
): Promise<string | undefined> {
  const [row] = await rows<{ id: string }>(
    db,
    sql`select id from inbox where community_id = ${community.id} and channel = ${channel} and message_id = ${messageId} limit 1`,
  );
  return row?.id;
}
