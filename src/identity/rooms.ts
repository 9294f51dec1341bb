/** Which group is the service group (wechat.md 12): bound by a one-time code typed in it. */
import { sql } from 'drizzle-orm';
import type { Message } from '../chat/message.ts';
import type { Community } from '../community.ts';
import { newId } from '../db/columns.ts';
import { type Queryable, rows } from '../db/db.ts';
import type { Decision } from '../decision.ts';
import { normalise } from '../language/normalise.ts';
import { priority } from '../outbox/post.ts';
import { hashCode } from './codes.ts';
import { addPerson, bind, nameOf } from './recognise.ts';
import { wording } from './wording.ts';

/** Makes a group the one that the bot works in. */
export async function bindRoom(
  db: Queryable,
  community: Community,
  channel: string,
  chat: { id: string; topic?: string | undefined },
  by: string | null,
  now: Date,
): Promise<void> {
  await rows(
    db,
    sql`insert into rooms (community_id, channel, room, topic, bound_by, bound_at)
        values (${community.id}, ${channel}, ${chat.id}, ${chat.topic ?? ''}, ${by}, ${now.toISOString()}::timestamptz) on conflict do nothing`,
  );
}

export async function hasRoom(db: Queryable, community: Community, channel: string): Promise<boolean> {
  return (
    (await rows(db, sql`select 1 from rooms where community_id = ${community.id} and channel = ${channel} limit 1`))
      .length > 0
  );
}

/**
 * “绑定 CODE” in a group that is not bound: the group becomes the service group and whoever sent it the first leader.
 * A wrong or used code gets silence, so that strangers learn nothing.
 */
export async function bindByCode(decision: Decision, channel: string, message: Message): Promise<boolean> {
  const code = /^绑定 ?([A-Za-z0-9]{4,12})$/.exec(normalise(message.text))?.[1];
  if (!code) return false;
  const { tx, community, now } = decision;
  const used = await rows(
    tx,
    sql`update codes set used_at = ${now.toISOString()}::timestamptz
        where community_id = ${community.id} and purpose = 'bind' and hash = ${hashCode(code)} and used_at is null and expires_at > ${now.toISOString()}::timestamptz returning 1`,
  );
  if (used.length === 0) return false;
  const leader = { id: newId(), name: nameOf(message.from), role: 'leader' as const };
  await addPerson(tx, community, leader, now);
  await bind(
    tx,
    community,
    { channel, sender: message.from, personId: leader.id, sure: 'sure', evidence: 'typed the one-time code' },
    now,
  );
  await bindRoom(tx, community, channel, message.chat, leader.id, now);
  decision.note({ action: 'room bound', detail: { channel, leader: leader.id } });
  decision.post({ to: 'group', text: wording.bound(leader.name, community), priority: priority.group });
  return true;
}
