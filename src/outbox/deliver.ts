/** Takes what is to be said from the outbox, sends it outside any transaction, and records what became of it. */
import { type SQL, sql } from 'drizzle-orm';
import type { Channel, SendResult } from '../channel/channel.ts';
import type { Community } from '../community.ts';
import { type Db, rows } from '../db/db.ts';
import { hidePrivate } from '../language/phone.ts';
import { joinLines } from './join.ts';
import { stillHeld } from './lease.ts';
import { priority } from './post.ts';
import type { Joinable, Shows } from './tables.ts';
import { wording } from './wording.ts';

/** Answers to a burst are joined: after one joined answer the next waits this long, so that 10 s of talk get at most 3. */
export const joinWindowMs = 6_000;
/** More names than this do not fit a message that people read. */
const mostJoined = 60;

export interface Row {
  id: string;
  seq: number;
  text: string;
  join: Joinable | null;
  shows: Shows | null;
  picture: string | null;
  lapsed: boolean;
  priority: number;
  attempts: number;
  repeats: boolean;
  target: string;
  to_person: string | null;
  /** The account is surely the person's, or it goes to the group. */
  sure: boolean;
}

export interface Delivery {
  db: Db;
  community: Community;
  channel: Channel;
  /** The token of the lease under which this is done; without one nothing is fenced. */
  token?: number | undefined;
}

/** What may go at this moment. */
export interface Which {
  /** Answers that can be joined wait for more of them. */
  holdJoined?: boolean;
  onlyUrgent?: boolean;
}

/** What became of a message; without a result it was out of date and nothing was sent. */
export interface Delivered {
  result?: SendResult;
  /** How many answers it joined; 0 for what cannot be joined. */
  joined: number;
  /** As many as fit: there may be more. */
  more: boolean;
  /** It did not arrive, or may not have, and a leader should know soon. */
  lost: boolean;
}

/** True for a statement only while the account is this process' own. */
export const fence = (delivery: Delivery): SQL =>
  delivery.token === undefined ? sql`true` : stillHeld(delivery, delivery.token);

/** Ids of an earlier login reach nobody, or somebody else. What other channels' ids are good for is known to them. */
function living({ name, capabilities, session }: Channel): SQL {
  if (capabilities.stableIds) return sql`true`;
  return sql`(channel <> ${name} or session = ${session ? (session() ?? 'none') : ''})`;
}

/** What was to be said at once is due whatever the clock says: it may have been put back since. */
const due = (now: Date): SQL => sql`(o.not_before <= ${now.toISOString()}::timestamptz or o.not_before = o.created_at)`;

/**
 * Takes the next message that is due for this channel, with all that joins it, and marks it as being sent.
 * Messages to people who cannot be reached yet stay where they are.
 */
async function takeNext(delivery: Delivery, now: Date, which: Which): Promise<Row[]> {
  const { db, community, channel } = delivery;
  const c = community.id;
  const at = now.toISOString();
  return rows<Row>(
    db,
    sql`with target as (
        select o.id, o.seq, o.priority, o."join" is not null as joins, coalesce(a.account, r.room) as target, coalesce(a.sure, true) as sure, coalesce(o.lapses_at <= ${at}::timestamptz, false) as lapsed
        from outbox o
          left join lateral (select account, channel, sure = 'sure' or session = '' as sure from accounts
            where community_id = ${c} and person_id = o.to_person and friend <> 'no' and ${living(channel)} and (not o.private or sure = 'sure' or session = '')
            order by sure = 'sure' or session = '' desc, seen_at desc limit 1) a on o.to_person is not null
          left join lateral (select room, channel from rooms where community_id = ${c} and gone_at is null and ${living(channel)} order by bound_at desc limit 1) r on o.to_person is null
        where o.community_id = ${c} and o.status = 'queued' and ${due(now)} and coalesce(a.channel, r.channel) = ${channel.name}
          ${which.holdJoined ? sql`and o."join" is null` : sql``} ${which.onlyUrgent ? sql`and o.priority <= ${priority.emergency}` : sql``} and ${fence(delivery)}
        order by o.priority, o.seq limit 1 for update of o skip locked
      ), joined as (
        select o.id, o.seq from target t cross join lateral (select id, seq from outbox where t.joins and community_id = ${c} and status = 'queued'
          and priority = t.priority and "join" is not null and to_person is null and coalesce(lapses_at <= ${at}::timestamptz, false) = t.lapsed
          order by seq limit ${mostJoined} for update skip locked) o
      ), batch as (select id, seq from target union select id, seq from joined)
      update outbox o set status = 'sending', channel = ${channel.name}, attempts = attempts + 1, sent_as = nullif((select id from batch order by seq limit 1), o.id)
      from target where o.community_id = ${c} and o.id = any(array(select id from batch))
      returning o.id, o.seq, o.text, o."join", o.shows, o.picture, o.priority, o.attempts, o.repeats, o.to_person, target.target, target.sure, target.lapsed`,
  ).then((found) => found.sort((a, b) => a.seq - b.seq));
}

/** What became of a message is known and could not be written down; `record` tries that again. */
export class Unrecorded extends Error {
  readonly record: () => Promise<unknown>;
  constructor(record: () => Promise<unknown>, cause: unknown) {
    super('what became of a message could not be written down', { cause });
    this.record = record;
  }
}

/**
 * Sends the next due message. Resolves what became of it, or undefined when nothing is due. Throws `Unrecorded` when it went
 * out; after any other error nothing went out, and what was taken may be marked as being sent (`giveBack`).
 */
export async function deliverNext(
  delivery: Delivery,
  clock: () => Date,
  which: Which = {},
): Promise<Delivered | undefined> {
  const now = clock();
  const taken = await takeNext(delivery, now, which);
  const first = taken[0];
  if (!first) return undefined;
  if (first.lapsed) {
    await record(delivery, taken, 'dropped', 'its time was over', first.text, null, now);
    return { joined: 0, more: false, lost: first.priority !== priority.group };
  }
  const whole = first.join ? joinLines(taken.map((row) => row.join!)) : first.text;
  // Whoever is known by the names only gets no phone and no door, unless a life may hang on it.
  const text = first.sure || first.priority === priority.emergency ? whole : hidePrivate(whole);
  const result = await delivery.channel.send({
    id: first.id,
    chat: { kind: first.to_person ? 'direct' : 'group', id: first.target },
    text,
    ...(first.picture ? { picture: first.picture } : {}),
  });
  const sentAt = clock();
  const write = (): Promise<Became> => recordResult(delivery, taken, result, text, sentAt);
  const became = await write().catch((cause) => {
    throw new Unrecorded(write, cause);
  });
  // An end that nobody knows is mostly a good one: the morning's brief is soon enough, unless it had been tried twice.
  const lost = became === 'refused' || (became === 'unknown' && first.attempts > 1);
  return { result, joined: first.join ? taken.length : 0, more: taken.length >= mostJoined, lost };
}

/** A refused message is tried again later if that can help, at most five times. */
const mostAttempts = 5;
/** What is said once more waits this long: until then it shows whether the line is dead. */
export const beforeRepeatMs = 30_000;

async function recordResult(
  delivery: Delivery,
  taken: Row[],
  result: SendResult,
  text: string,
  now: Date,
): Promise<Became> {
  const first = taken[0]!;
  if (result.outcome === 'sent') return record(delivery, taken, 'sent', null, text, joinedShows(taken), now);
  if (result.outcome === 'unknown' && first.repeats) return repeat(delivery, first, result.reason, now);
  if (result.outcome === 'unknown') return record(delivery, taken, 'unknown', result.reason, text, null, now);
  // The account or the line is at fault, not the message: it stays where it is, first of all.
  if (result.slow || result.away) return putBack(delivery, taken, result.reason, 1);
  if (!result.retry || first.attempts >= mostAttempts)
    return record(delivery, taken, 'refused', result.reason, text, null, now);
  return putBack(delivery, taken, result.reason, 0, new Date(now.getTime() + 60_000 * first.attempts));
}

/**
 * @param uncounted tries that do not count
 * @param notBefore when it may be tried again; at once if absent
 */
async function putBack(
  delivery: Delivery,
  taken: Row[],
  note: string,
  uncounted: number,
  notBefore?: Date,
): Promise<Became> {
  await rows(
    delivery.db,
    sql`update outbox set status = 'queued', not_before = coalesce(${notBefore?.toISOString() ?? null}::timestamptz, not_before), note = ${note}, attempts = attempts - ${uncounted}, sent_as = null
        where community_id = ${delivery.community.id} and id in ${taken.map((row) => row.id)} and ${fence(delivery)}`,
  );
  return 'queued';
}

/** Nobody knows whether it arrived, and it matters: it is said once more, and says so. */
export async function repeat(
  delivery: Delivery,
  { id, text }: Pick<Row, 'id' | 'text'>,
  note: string,
  now: Date,
): Promise<Became> {
  await rows(
    delivery.db,
    sql`update outbox set status = 'queued', repeats = false, text = ${wording.again(text)}, note = ${note},
          not_before = ${new Date(now.getTime() + beforeRepeatMs).toISOString()}::timestamptz
        where community_id = ${delivery.community.id} and id = ${id} and ${fence(delivery)}`,
  );
  return 'queued';
}

export function joinedShows(taken: readonly Pick<Row, 'shows'>[]): Shows | null {
  if (taken.length === 1) return taken[0]!.shows;
  const refs = taken.flatMap((row) => row.shows?.refs ?? []);
  const unique = refs.filter(
    (ref, i) => refs.findIndex((other) => other.number === ref.number && other.shift === ref.shift) === i,
  );
  return unique.length > 0 ? { kind: 'claimed', refs: unique } : null;
}

type Became = 'queued' | 'sent' | 'unknown' | 'refused' | 'dropped';

async function record(
  delivery: Delivery,
  taken: Row[],
  status: Became,
  note: string | null,
  text: string,
  shows: Shows | null,
  now: Date,
): Promise<Became> {
  const first = taken[0]!.id;
  await rows(
    delivery.db,
    sql`update outbox set status = ${status}, note = ${note}, sent_at = ${now.toISOString()}::timestamptz,
          heard = (select max(seq) from inbox where community_id = ${delivery.community.id} and channel = ${delivery.channel.name} and chat = ${taken[0]!.target}),
          sent_as = case when id = ${first} then null else ${first}::uuid end,
          text = case when id = ${first} then ${text} else text end,
          shows = case when id = ${first} then ${shows ? JSON.stringify(shows) : null}::text::jsonb end
        where community_id = ${delivery.community.id} and id in ${taken.map((row) => row.id)} and ${fence(delivery)}`,
  );
  return status;
}
