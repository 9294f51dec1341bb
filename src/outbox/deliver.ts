/** Takes what is to be said from the outbox, sends it outside any transaction, and records what became of it. */
import { type SQL, sql } from 'drizzle-orm';
import type { Channel, SendResult } from '../channel/channel.ts';
import type { Community } from '../community.ts';
import { type Db, rows } from '../db/db.ts';
import { hidePrivate } from '../language/phone.ts';
import { joinLines } from './join.ts';
import { priority } from './post.ts';
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
  /** The account is surely the person's, or it goes to the group. */
  sure: boolean;
}

export interface Delivery {
  db: Db;
  community: Community;
  channel: Channel;
}

/** Ids of an earlier login reach nobody, or somebody else. What other channels' ids are good for is known to them. */
function living({ name, capabilities, session }: Channel): SQL {
  if (capabilities.stableIds) return sql`true`;
  return sql`(channel <> ${name} or session = ${session?.() ?? 'none'})`;
}

/**
 * Takes the next message that is due for this channel, with all that joins it, and marks it as being sent.
 * Messages to people who cannot be reached yet stay where they are.
 */
async function takeNext({ db, community, channel }: Delivery, now: Date, holdJoined: boolean): Promise<Row[]> {
  const c = community.id;
  const at = now.toISOString();
  return rows<Row>(
    db,
    sql`with target as (
        select o.id, o."join" is not null as joins, coalesce(a.account, r.room) as target, coalesce(a.sure, true) as sure
        from outbox o
          left join lateral (select account, channel, sure = 'sure' or session = '' as sure from accounts
            where community_id = ${c} and person_id = o.to_person and friend <> 'no' and ${living(channel)} and (not o.private or sure = 'sure' or session = '')
            order by sure = 'sure' or session = '' desc, seen_at desc limit 1) a on o.to_person is not null
          left join lateral (select room, channel from rooms where community_id = ${c} and gone_at is null and ${living(channel)} order by bound_at desc limit 1) r on o.to_person is null
        where o.community_id = ${c} and o.status = 'queued' and o.not_before <= ${at}::timestamptz and coalesce(a.channel, r.channel) = ${channel.name}
          ${holdJoined ? sql`and o."join" is null` : sql``}
        order by o.priority, o.seq limit 1 for update of o skip locked
      ), joined as (
        select o.id from outbox o, target t where t.joins and o.community_id = ${c} and o.status = 'queued' and o."join" is not null
          and o.to_person is null order by o.seq limit ${mostJoined} for update of o skip locked
      ), batch as (select id from target union select id from joined
      ), first as (select o.id from outbox o join batch on batch.id = o.id where o.community_id = ${c} order by o.seq limit 1)
      update outbox o set status = 'sending', channel = ${channel.name}, attempts = attempts + 1, sent_as = nullif(first.id, o.id)
      from batch, target, first where o.community_id = ${c} and o.id = batch.id
      returning o.id, o.seq, o.text, o."join", o.shows, o.picture, o.priority, o.attempts, o.to_person, target.target, target.sure,
        coalesce(o.lapses_at <= ${at}::timestamptz, false) as lapsed`,
  ).then((found) =>
    found.sort((a, b) => (a as unknown as { seq: number }).seq - (b as unknown as { seq: number }).seq),
  );
}

/** What became of a message is known and could not be written down; `record` tries that again. */
export class Unrecorded extends Error {
  readonly record: () => Promise<void>;
  constructor(record: () => Promise<void>, cause: unknown) {
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
  const write = (): Promise<void> => recordResult(delivery, taken, result, text, sentAt);
  await write().catch((cause) => {
    throw new Unrecorded(write, cause);
  });
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
        where community_id = ${delivery.community.id} and id in ${taken.map((row) => row.id)}`,
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
        where community_id = ${delivery.community.id} and id in ${taken.map((row) => row.id)}`,
  );
}

/** After a fault before a send: what is marked as being sent was not sent, because the one who sends it asks for this. */
export async function giveBack({ db, community, channel }: Delivery): Promise<void> {
  await rows(
    db,
    sql`update outbox set status = 'queued', sent_as = null
        where community_id = ${community.id} and channel = ${channel.name} and status = 'sending'`,
  );
}

/**
 * After a crash: what was being sent has an unknown end. A channel that knows our message ids takes it again without harm;
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
async function recoverOne({ db, community }: Delivery, batch: Sending[], status: string): Promise<void> {
  const first = batch[0]!;
  const text = first.join ? joinLines(batch.map((row) => row.join!)) : first.text;
  const shows = joinedShows(batch);
  await rows(
    db,
    sql`update outbox set status = case when id = ${first.id} then ${status} when ${status} = 'queued' then 'sent' else ${status} end,
          note = 'the program ended while it was being sent', "join" = null,
          text = case when id = ${first.id} then ${text} else text end,
          shows = case when id = ${first.id} then ${shows ? JSON.stringify(shows) : null}::text::jsonb end
        where community_id = ${community.id} and id in ${batch.map((row) => row.id)}`,
  );
}
