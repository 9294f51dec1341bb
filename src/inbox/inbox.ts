/** What channels hand over is kept first and handled afterwards, in order of arrival within each chat. */
import { sql } from 'drizzle-orm';
import type { Incoming } from '../chat/message.ts';
import type { Community } from '../community.ts';
import { newId } from '../db/columns.ts';
import { type Db, rows } from '../db/db.ts';

export interface Arrived {
  id: string;
  chat: string;
}

/**
 * Keeps events, one statement for all. Events that were kept before for the same account are not kept again.
 * @returns what is to be handled, in order: what is new, and what was kept before and never handled
 */
export async function keep(
  db: Db,
  community: Community,
  channel: { name: string; account: string },
  events: readonly Incoming[],
): Promise<Arrived[]> {
  const made = await insert(db, community, channel, events);
  // When the answer to an earlier insert was lost on its way, its events are kept and nobody was told of them.
  if (made.length === events.length) return made;
  const before = await keptBefore(db, community, channel, events);
  return [...before.filter(({ id }) => !made.some((one) => one.id === id)), ...made];
}

function insert(
  db: Db,
  community: Community,
  channel: { name: string; account: string },
  events: readonly Incoming[],
): Promise<Arrived[]> {
  const values = events.map((event) => ({
    id: newId(),
    messageId: event.id,
    chat: event.chat.id,
    sender: event.from.account,
    at: event.at,
    event,
  }));
  return rows(
    db,
    sql`insert into inbox (community_id, id, channel, account, message_id, chat, sender, at, event, status)
        select ${community.id}::uuid, id, ${channel.name}, ${channel.account}, "messageId", chat, sender, at, event, 'new'
        from jsonb_to_recordset(${JSON.stringify(values)}::text::jsonb) as x(id uuid, "messageId" text, chat text, sender text, at timestamptz, event jsonb)
        on conflict do nothing returning id, chat`,
  );
}

function keptBefore(
  db: Db,
  community: Community,
  channel: { name: string; account: string },
  events: readonly Incoming[],
): Promise<Arrived[]> {
  return rows(
    db,
    sql`select id, chat from inbox where community_id = ${community.id} and channel = ${channel.name} and account = ${channel.account}
          and message_id in ${events.map((event) => event.id)} and status = 'new' order by seq`,
  );
}

/** What was kept and not handled, oldest first: after a crash, or when the database was away. */
export function leftOver(db: Db, community: Community, channel: { name: string; account: string }): Promise<Arrived[]> {
  return rows(
    db,
    sql`select id, chat from inbox where community_id = ${community.id} and channel = ${channel.name} and account = ${channel.account} and status = 'new' order by seq`,
  );
}

/** Counts a failed try; after the third the event is put aside, so that one bad message never stops a chat. */
export async function failed(db: Db, community: Community, id: string): Promise<'again' | 'aside'> {
  const [row] = await rows<{ status: string }>(
    db,
    sql`update inbox set attempts = attempts + 1, status = case when attempts >= 2 then 'failed' else status end
        where community_id = ${community.id} and id = ${id} and status = 'new' returning status`,
  );
  return row?.status === 'new' ? 'again' : 'aside';
}
