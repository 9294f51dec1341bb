/** Takes what is to be said from the outbox, sends it outside any transaction, and records what became of it. */
import { type SQL, sql } from 'drizzle-orm';
import type { Channel, SendResult } from '../channel/channel.ts';
import type { Community } from '../community.ts';
import { type Db, rows } from '../db/db.ts';
import { joinLines } from './join.ts';
import { stillHeld } from './lease.ts';
import type { Joinable, Shows } from './tables.ts';

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

const fence = (delivery: Delivery): SQL =>
  delivery.token === undefined ? sql`true` : stillHeld(delivery, delivery.token);

/**
 * Takes the next message that is due for this channel, with all that joins it, and marks it as being sent.
 * Messages to people who cannot be reached yet stay where they are.
 */
async function takeNext(delivery: Delivery, now: Date, holdJoined: boolean): Promise<Row[]> {
  const { db, community, channel } = delivery;
  const c = community.id;
  const at = now.toISOString();
  return rows<Row>(
    db,
    sql`with target as (
        select o.id, o."join" is not null as joins, coalesce(a.account, r.room) as target
        from outbox o
          left join lateral (select account, channel from accounts where community_id = ${c} and person_id = o.to_person and friend <> 'no' order by seen_at desc limit 1) a on o.to_person is not null
          left join lateral (select room, channel from rooms where community_id = ${c} order by bound_at desc limit 1) r on o.to_person is null
        where o.community_id = ${c} and o.status = 'queued' and o.not_before <= ${at}::timestamptz and coalesce(a.channel, r.channel) = ${channel.name}
          ${holdJoined ? sql`and o."join" is null` : sql``} and ${fence(delivery)}
        order by o.priority, o.seq limit 1 for update of o skip locked
      ), joined as (
        select o.id from outbox o, target t where t.joins and o.community_id = ${c} and o.status = 'queued' and o."join" is not null
          and o.to_person is null order by o.seq limit ${mostJoined} for update of o skip locked
      ), batch as (select id from target union select id from joined
      ), first as (select o.id from outbox o join batch on batch.id = o.id where o.community_id = ${c} order by o.seq limit 1)
      update outbox o set status = 'sending', channel = ${channel.name}, attempts = attempts + 1, sent_as = nullif(first.id, o.id)
      from batch, target, first where o.community_id = ${c} and o.id = batch.id
      returning o.id, o.seq, o.text, o."join", o.shows, o.picture, o.priority, o.attempts, o.to_person, target.target,
        coalesce(o.lapses_at <= ${at}::timestamptz, false) as lapsed`,
  ).then((found) =>
    found.sort((a, b) => (a as unknown as { seq: number }).seq - (b as unknown as { seq: number }).seq),
  );
}

/** Sends the next due message. Resolves what became of it, or undefined when nothing is due. */
export async function deliverNext(
  delivery: Delivery,
  clock: () => Date,
  holdJoined: boolean,
): Promise<{ joined: boolean; result: SendResult } | undefined> {
  const now = clock();
  const taken = await takeNext(delivery, now, holdJoined);
  const first = taken[0];
  if (!first) return undefined;
  if (first.lapsed) {
    await record(delivery, taken, 'dropped', 'its time was over', first.text, null, now);
    return { joined: false, result: { outcome: 'refused', reason: 'stale', retry: false } };
  }
  const text = first.join ? joinLines(taken.map((row) => row.join!)) : first.text;
  const result = await delivery.channel.send({
    id: first.id,
    chat: { kind: first.to_person ? 'direct' : 'group', id: first.target },
    text,
    ...(first.picture ? { picture: first.picture } : {}),
  });
  await recordResult(delivery, taken, result, text, clock());
  return { joined: first.join !== null, result };
}

/** A refused message is tried again later if that can help, at most five times. */
const mostAttempts = 5;

async function recordResult(
  delivery: Delivery,
  taken: Row[],
  result: SendResult,
  text: string,
  now: Date,
): Promise<void> {
  const first = taken[0]!;
  if (result.outcome === 'sent') return record(delivery, taken, 'sent', null, text, joinedShows(taken), now);
  if (result.outcome === 'unknown') return record(delivery, taken, 'unknown', result.reason, text, null, now);
  if (!result.retry || first.attempts >= mostAttempts)
    return record(delivery, taken, 'refused', result.reason, text, null, now);
  const later = new Date(now.getTime() + (result.slow ? 10 : 1) * 60_000 * first.attempts);
  await rows(
    delivery.db,
    sql`update outbox set status = 'queued', not_before = ${later.toISOString()}::timestamptz, note = ${result.reason}
        where community_id = ${delivery.community.id} and id in ${taken.map((row) => row.id)} and ${fence(delivery)}`,
  );
}

function joinedShows(taken: readonly Pick<Row, 'shows'>[]): Shows | null {
  if (taken.length === 1) return taken[0]!.shows;
  const refs = taken.flatMap((row) => row.shows?.refs ?? []);
  const unique = refs.filter(
    (ref, i) => refs.findIndex((other) => other.number === ref.number && other.shift === ref.shift) === i,
  );
  return unique.length > 0 ? { kind: 'claimed', refs: unique } : null;
}

async function record(
  delivery: Delivery,
  taken: Row[],
  status: string,
  note: string | null,
  text: string,
  shows: Shows | null,
  now: Date,
): Promise<void> {
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
}

/**
 * When an account was taken over, after a crash of this process or of another: what was being sent has an unknown end. A channel that knows our message ids takes it again without harm;
 * elsewhere it is left as unknown and shown.
 */
export async function recoverSending(delivery: Delivery): Promise<void> {
  const { db, community, channel } = delivery;
  const sending = await rows<Sending>(
    db,
    sql`select id, text, "join", shows, coalesce(sent_as, id) as "sentAs" from outbox
        where community_id = ${community.id} and channel = ${channel.name} and status = 'sending' order by seq`,
  );
  for (const first of sending.filter((row) => row.id === row.sentAs)) {
    const batch = sending.filter((row) => row.sentAs === first.id);
    await recoverOne(delivery, batch, channel.capabilities.receipts ? 'queued' : 'unknown');
  }
}

type Sending = Pick<Row, 'id' | 'text' | 'join' | 'shows'> & { sentAs: string };

/** What was joined stays joined, and nothing more joins it: under the same id the channel must get the same words. */
async function recoverOne(delivery: Delivery, batch: Sending[], status: string): Promise<void> {
  const { db, community } = delivery;
  const first = batch[0]!;
  const text = first.join ? joinLines(batch.map((row) => row.join!)) : first.text;
  const shows = joinedShows(batch);
  await rows(
    db,
    sql`update outbox set status = case when id = ${first.id} then ${status} when ${status} = 'queued' then 'sent' else ${status} end,
          note = 'the program ended while it was being sent', "join" = null,
          text = case when id = ${first.id} then ${text} else text end,
          shows = case when id = ${first.id} then ${shows ? JSON.stringify(shows) : null}::text::jsonb end
        where community_id = ${community.id} and id in ${batch.map((row) => row.id)} and ${fence(delivery)}`,
  );
}
