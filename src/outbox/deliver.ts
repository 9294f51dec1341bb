/** Takes what is to be said from the outbox, sends it outside any transaction, and records what became of it. */
import { setTimeout as pause } from 'node:timers/promises';
import { type SQL, sql } from 'drizzle-orm';
import type { Channel, SendResult } from '../channel/channel.ts';
import type { Community } from '../community.ts';
import { type Db, rows } from '../db/db.ts';
import { isAway } from '../db/errors.ts';
import { joinLines } from './join.ts';
import { stillHeld } from './lease.ts';
import { priority } from './post.ts';
import type { Joinable, Shows } from './tables.ts';
import { wording } from './wording.ts';

/** Answers to a burst are joined: after one joined answer the next waits this long, so that 10 s of talk get at most 3. */
export const joinWindowMs = 6_000;
/** More names than this do not fit a message that people read. */
const mostJoined = 60;

interface Row {
  id: string;
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

const fence = (delivery: Delivery): SQL =>
  delivery.token === undefined ? sql`true` : stillHeld(delivery, delivery.token);

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
        select o.id, o."join" is not null as joins, coalesce(a.account, r.room) as target, coalesce(o.lapses_at <= ${at}::timestamptz, false) as lapsed
        from outbox o
          left join lateral (select account, channel from accounts where community_id = ${c} and person_id = o.to_person and friend <> 'no' order by seen_at desc limit 1) a on o.to_person is not null
          left join lateral (select room, channel from rooms where community_id = ${c} order by bound_at desc limit 1) r on o.to_person is null
        where o.community_id = ${c} and o.status = 'queued' and ${due(now)} and coalesce(a.channel, r.channel) = ${channel.name}
          ${which.holdJoined ? sql`and o."join" is null` : sql``} ${which.onlyUrgent ? sql`and o.priority <= ${priority.emergency}` : sql``} and ${fence(delivery)}
        order by o.priority, o.seq limit 1 for update of o skip locked
      ), joined as (
        select o.id from outbox o, target t where t.joins and o.community_id = ${c} and o.status = 'queued' and o."join" is not null
          and o.to_person is null and coalesce(o.lapses_at <= ${at}::timestamptz, false) = t.lapsed order by o.seq limit ${mostJoined} for update of o skip locked
      ), batch as (select id from target union select id from joined
      ), first as (select o.id from outbox o join batch on batch.id = o.id where o.community_id = ${c} order by o.seq limit 1)
      update outbox o set status = 'sending', channel = ${channel.name}, attempts = attempts + 1, sent_as = nullif(first.id, o.id)
      from batch, target, first where o.community_id = ${c} and o.id = batch.id
      returning o.id, o.seq, o.text, o."join", o.shows, o.picture, o.priority, o.attempts, o.repeats, o.to_person, target.target, target.lapsed`,
  ).then((found) =>
    found.sort((a, b) => (a as unknown as { seq: number }).seq - (b as unknown as { seq: number }).seq),
  );
}

/**
 * Sends the next due message. Resolves what became of it, or undefined when nothing is due.
 * @param givesUp asked while the database is away and what became of a message cannot be written down
 */
export async function deliverNext(
  delivery: Delivery,
  clock: () => Date,
  which: Which = {},
  givesUp: () => boolean = () => true,
): Promise<Delivered | undefined> {
  const now = clock();
  const taken = await takeNext(delivery, now, which);
  const first = taken[0];
  if (!first) return undefined;
  if (first.lapsed) {
    await record(delivery, taken, 'dropped', 'its time was over', first.text, null, now);
    return { joined: 0, more: false, lost: first.priority !== priority.group };
  }
  const text = first.join ? joinLines(taken.map((row) => row.join!)) : first.text;
  const result = await delivery.channel.send({
    id: first.id,
    chat: { kind: first.to_person ? 'direct' : 'group', id: first.target },
    text,
    ...(first.picture ? { picture: first.picture } : {}),
  });
  const became = await insist(() => recordResult(delivery, taken, result, text, clock()), givesUp);
  // An end that nobody knows is mostly a good one: the morning's brief is soon enough, unless it had been tried twice.
  const lost = became === 'refused' || (became === 'unknown' && first.attempts > 1);
  return { result, joined: first.join ? taken.length : 0, more: taken.length >= mostJoined, lost };
}

/** While the database is away, what became of a message is kept and written down this often, in milliseconds. */
const lookAgainMs = 1_000;

/** Does `work` again and again while the database is away, or until `givesUp`: an end that is known must not be forgotten. */
async function insist<T>(work: () => Promise<T>, givesUp: () => boolean): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isAway(error) || givesUp()) throw error;
      await pause(lookAgainMs);
    }
  }
}

/**
 * Puts back what was taken and never given to the channel: the database went away just then. Only for the one process that
 * works for the account, when it sends nothing.
 */
export async function putBackTaken(delivery: Delivery): Promise<void> {
  await rows(
    delivery.db,
    sql`update outbox set status = 'queued', attempts = attempts - 1, sent_as = null
        where community_id = ${delivery.community.id} and channel = ${delivery.channel.name} and status = 'sending' and ${fence(delivery)}`,
  );
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
async function repeat(
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

function joinedShows(taken: readonly Pick<Row, 'shows'>[]): Shows | null {
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
