/** What of the events that are about to be handled the channel must be asked first. */
import { sql } from 'drizzle-orm';
import type { Community } from '../community.ts';
import { type Db, rows } from '../db/db.ts';
import type { Login } from './queries.ts';

/** An event of the present session of somebody unknown, or in a group that is not ours or not yet. */
export interface Asking {
  kind: 'group' | 'direct';
  chat: string;
  topic: string;
  sender: string;
  /** The account is bound, or waits for a leader to say whose it is. */
  known: boolean;
  /** The group is bound. */
  ours: boolean;
}

/** Those of the events for which something must be asked, in their order; what ids of an earlier session were nobody can say any more. */
export function eventsToAsk(
  db: Db,
  community: Community,
  { channel, session }: Login,
  ids: readonly string[],
): Promise<Asking[]> {
  const c = community.id;
  return rows(
    db,
    sql`select * from (
        select event->'chat'->>'kind' as kind, chat, coalesce(event->'chat'->>'topic', '') as topic, sender, seq,
          exists (select 1 from accounts where community_id = ${c} and channel = i.channel and account = i.sender)
            or exists (select 1 from doubts where community_id = ${c} and channel = i.channel and account = i.sender and settled_at is null) as known,
          exists (select 1 from rooms where community_id = ${c} and channel = i.channel and room = i.chat) as ours
        from inbox i where community_id = ${c} and id = any(array(select jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb)::uuid))
          and channel = ${channel} and status = 'new' and event->>'session' = ${session}) e
      where not (known and (ours or kind = 'direct')) order by seq`,
  );
}
