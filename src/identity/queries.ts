/** What is kept of accounts, groups and codes. */
import { randomInt } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import type { Member } from '../channel/channel.ts';
import type { Sender } from '../chat/message.ts';
import type { Community } from '../community.ts';
import { type Queryable, rows, type Tx } from '../db/db.ts';
import type { Person } from '../features/people/queries.ts';
import { codeLetters } from './codes.ts';
import type { Known } from './rules.ts';

/** The present login of a channel: its ids are good for this session only. */
export interface Login {
  channel: string;
  session: string;
}

export interface Binding {
  channel: string;
  /** Empty or absent where ids are stable. */
  session?: string | undefined;
  sender: Sender;
  personId: string;
  sure: 'sure' | 'probable';
  evidence: string;
}

/** Binds an account to a person; a binding that stands is replaced. */
export async function bind(tx: Tx, community: Community, binding: Binding, now: Date): Promise<void> {
  await rows(
    tx,
    sql`${newAccount(community, binding, now)}
        on conflict (community_id, channel, account) do update set person_id = excluded.person_id, sure = excluded.sure, evidence = excluded.evidence,
          session = excluded.session, nickname = excluded.nickname, room_alias = coalesce(excluded.room_alias, accounts.room_alias), friend = excluded.friend,
          remark = coalesce(excluded.remark, accounts.remark), seen_at = excluded.seen_at`,
  );
}

/** The insert of a binding, to which is added what happens when the account is bound already. */
export function newAccount(community: Community, binding: Binding, now: Date): SQL {
  const { channel, session, sender, personId, sure, evidence } = binding;
  const friend = sender.friend === undefined ? 'unknown' : sender.friend ? 'yes' : 'no';
  return sql`insert into accounts (community_id, channel, account, session, person_id, sure, evidence, nickname, room_alias, friend, remark, seen_at)
        values (${community.id}, ${channel}, ${sender.account}, ${session ?? ''}, ${personId}, ${sure}, ${evidence}, ${sender.nickname}, ${sender.roomAlias ?? null}, ${friend}, ${sender.remark ?? null}, ${now.toISOString()}::timestamptz)`;
}

/**
 * Everybody whom somebody new of this login could be, or could pass for: who is here for sure under another account is left out
 * unless they lead.
 */
export function knownPeople(tx: Tx, community: Community, { channel, session }: Login): Promise<Known[]> {
  const c = community.id;
  return rows(
    tx,
    sql`select p.id as person, p.name, p.role, a.nickname, a.room_alias as "roomAlias", h.sure as here
        from people p
          left join lateral (select nickname, room_alias from accounts
            where community_id = ${c} and person_id = p.id and channel = ${channel} order by seen_at desc, account limit 1) a on true
          left join lateral (select sure from accounts
            where community_id = ${c} and person_id = p.id and channel = ${channel} and session = ${session} order by sure desc limit 1) h on true
        where p.community_id = ${c} and p.status <> 'left' and (h.sure is distinct from 'sure' or p.role in ('leader', 'teamHead'))
        order by p.created_at, p.id`,
  );
}

export async function personOfCode(tx: Tx, community: Community, code: string): Promise<Person | undefined> {
  const [person] = await rows<Person>(
    tx,
    sql`select p.id, p.name, p.role, p.grid, p.unit from remarks r join people p on p.community_id = r.community_id and p.id = r.person_id
        where r.community_id = ${community.id} and r.code = ${code}`,
  );
  return person;
}

/** The person's code for remarks; one is made when there is none. */
export async function codeFor(tx: Tx, community: Community, personId: string): Promise<string> {
  for (;;) {
    const fresh = Array.from({ length: 5 }, () => codeLetters[randomInt(codeLetters.length)]).join('');
    await rows(
      tx,
      sql`insert into remarks (community_id, person_id, code) values (${community.id}, ${personId}, ${fresh}) on conflict do nothing`,
    );
    const [kept] = await rows<{ code: string }>(
      tx,
      sql`select code from remarks where community_id = ${community.id} and person_id = ${personId}`,
    );
    // Nothing was kept only when somebody else has this code already.
    if (kept) return kept.code;
  }
}

export interface OurRoom {
  room: string;
  session: string;
  topic: string;
  members: Member[];
  lookedAt: string | null;
  goneAt: string | null;
}

/** The group that the bot works in on this channel, as it was last known; of any session. */
export async function ourRoom(db: Queryable, community: Community, channel: string): Promise<OurRoom | undefined> {
  const [found] = await rows<OurRoom>(
    db,
    sql`select room, session, topic, members, looked_at as "lookedAt", gone_at as "goneAt" from rooms
        where community_id = ${community.id} and channel = ${channel} order by bound_at desc, room limit 1`,
  );
  return found;
}

/** Keeps who is in a group now, and what it is called. */
export async function keepMembers(
  tx: Tx,
  community: Community,
  channel: string,
  room: { id: string; topic?: string | undefined; members: readonly Member[] },
  now: Date,
): Promise<void> {
  await rows(
    tx,
    sql`update rooms set members = ${JSON.stringify(room.members)}::text::jsonb, looked_at = ${now.toISOString()}::timestamptz, topic = coalesce(${room.topic || null}, topic)
        where community_id = ${community.id} and channel = ${channel} and room = ${room.id}`,
  );
}

/** The bot was put out of a group, or is in it again. */
export async function setGone(
  tx: Tx,
  community: Community,
  channel: string,
  room: string,
  at: Date | null,
): Promise<void> {
  await rows(
    tx,
    sql`update rooms set gone_at = ${at?.toISOString() ?? null}::timestamptz where community_id = ${community.id} and channel = ${channel} and room = ${room}`,
  );
}
