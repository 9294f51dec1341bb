import { sql } from 'drizzle-orm';
import type { NeedCategory, Place, Urgency } from '../../chat/meaning.ts';
import type { Attachment } from '../../chat/message.ts';
import type { Community } from '../../community.ts';
import { type Queryable, rows, type Tx } from '../../db/db.ts';
import type { NeedStatus } from './tables.ts';

export interface Need {
  itemId: string;
  number: number;
  title: string;
  reporter: string;
  reporterName: string;
  beneficiary: string | null;
  words: string;
  category: NeedCategory;
  urgency: Urgency;
  building: string | null;
  unit: string | null;
  room: string | null;
  phone: string | null;
  whenWords: string | null;
  status: NeedStatus;
  reason: string | null;
  rating: number | null;
  dueAt: Date;
  /** ISO 8601. */
  createdAt: string;
  /** When it was last closed; ISO 8601. */
  doneAt: string | null;
  /** Who holds it, in order. */
  helpers: string[];
}

const columns =
  sql.raw(`n.item_id as "itemId", i.number, i.title, n.reporter, r.name as "reporterName", n.beneficiary, n.words, n.category, n.urgency, n.building, n.unit, n.room,
  n.phone, n.when_words as "whenWords", n.status, n.reason, n.rating, n.due_at as "dueAt", n.created_at as "createdAt", n.done_at as "doneAt",
  array(select k.name from claims k where k.community_id = n.community_id and k.item_id = n.item_id and k.state = 'held' order by k.since) as helpers`);
const tables = sql.raw(
  `needs n join items i on i.community_id = n.community_id and i.id = n.item_id join people r on r.community_id = n.community_id and r.id = n.reporter`,
);
const asNeed = (row: Need): Need => ({
  ...row,
  dueAt: new Date(row.dueAt),
  createdAt: new Date(row.createdAt).toISOString(),
  doneAt: row.doneAt && new Date(row.doneAt).toISOString(),
});

export async function needOf(db: Queryable, community: Community, number: number): Promise<Need | undefined> {
  const [row] = await rows<Need>(
    db,
    sql`select ${columns} from ${tables} where n.community_id = ${community.id} and i.number = ${number}`,
  );
  return row && asNeed(row);
}

export async function needByItem(db: Queryable, community: Community, itemId: string): Promise<Need | undefined> {
  const [row] = await rows<Need>(
    db,
    sql`select ${columns} from ${tables} where n.community_id = ${community.id} and n.item_id = ${itemId}`,
  );
  return row && asNeed(row);
}

/** Needs in one of these states, oldest first. */
export async function needsIn(db: Queryable, community: Community, states: readonly NeedStatus[]): Promise<Need[]> {
  const found = await rows<Need>(
    db,
    sql`select ${columns} from ${tables} where n.community_id = ${community.id} and n.status in ${[...states]} order by i.number`,
  );
  return found.map(asNeed);
}

/** What somebody reported and that is living, or was closed in the last seven days; newest first. */
export async function reportedBy(db: Queryable, community: Community, person: string, now: Date): Promise<Need[]> {
  const found = await rows<Need>(
    db,
    sql`select ${columns} from ${tables} where n.community_id = ${community.id} and n.reporter = ${person}
          and (n.status in ('reported', 'open', 'claimed', 'done') or n.done_at > ${now.toISOString()}::timestamptz - interval '7 days') order by i.number desc`,
  );
  return found.map(asNeed);
}

export interface NewNeed {
  itemId: string;
  reporter: string;
  beneficiary: string | null;
  words: string;
  category: NeedCategory;
  urgency: Urgency;
  place: Place;
  phone: string | null;
  whenWords: string | null;
  dueAt: Date;
}

export async function insertNeed(tx: Tx, community: Community, need: NewNeed, now: Date): Promise<void> {
  const { place } = need;
  await rows(
    tx,
    sql`insert into needs (community_id, item_id, reporter, beneficiary, words, category, urgency, building, unit, room, phone, when_words, status, due_at, created_at)
        values (${community.id}, ${need.itemId}, ${need.reporter}, ${need.beneficiary}, ${need.words}, ${need.category}, ${need.urgency}, ${place.building ?? null}, ${place.unit ?? null},
          ${place.room ?? null}, ${need.phone}, ${need.whenWords}, 'reported', ${need.dueAt.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz)`,
  );
}

/** Adds what was said later about the same need; what is not said stays. @param said with `instead`, it is what the need is about */
export async function addToNeed(
  tx: Tx,
  community: Community,
  itemId: string,
  said: { words: string; place?: Place; phone?: string | null; when?: string | null; instead?: boolean },
): Promise<void> {
  const { words, place = {}, phone = null, when = null, instead = false } = said;
  await rows(
    tx,
    sql`update needs set words = case when ${instead}::boolean then ${words}::text || E'\n' || words else words || E'\n' || ${words}::text end, building = coalesce(${place.building ?? null}::text, building), unit = coalesce(${place.unit ?? null}::text, unit),
          room = coalesce(${place.room ?? null}::text, room), phone = coalesce(${phone}::text, phone), when_words = coalesce(${when}::text, when_words) where community_id = ${community.id} and item_id = ${itemId}`,
  );
}

export async function setNeedStatus(
  tx: Tx,
  community: Community,
  itemId: string,
  status: NeedStatus,
  now: Date,
  more: { reason?: string; rating?: number; receiver?: string } = {},
): Promise<void> {
  await rows(
    tx,
    sql`update needs set status = ${status}, reason = coalesce(${more.reason ?? null}::text, reason), rating = coalesce(${more.rating ?? null}::int, rating), receiver = coalesce(receiver, ${more.receiver ?? null}::uuid),
          done_at = case when ${status}::text in ('done', 'confirmed', 'referred', 'refused', 'unsolved', 'withdrawn') then coalesce(done_at, ${now.toISOString()}::timestamptz) end
        where community_id = ${community.id} and item_id = ${itemId}`,
  );
}

export async function addMedia(tx: Tx, community: Community, itemId: string, media: Attachment): Promise<void> {
  await rows(
    tx,
    sql`update needs set media = media || ${JSON.stringify([media])}::text::jsonb where community_id = ${community.id} and item_id = ${itemId}`,
  );
}

export async function setItemStatus(tx: Tx, community: Community, itemId: string, status: string): Promise<void> {
  await rows(tx, sql`update items set status = ${status} where community_id = ${community.id} and id = ${itemId}`);
}

export async function setItemTitle(tx: Tx, community: Community, itemId: string, title: string): Promise<void> {
  await rows(tx, sql`update items set title = ${title} where community_id = ${community.id} and id = ${itemId}`);
}

/** A need has one seat unless a leader gives it to more. */
export async function makeRoom(tx: Tx, community: Community, itemId: string, more: number): Promise<void> {
  await rows(
    tx,
    sql`update items set seats = greatest(seats, taken + ${more}::int) where community_id = ${community.id} and id = ${itemId}`,
  );
}

/** What somebody is being asked in the direct chat about a need that they are reporting. */
export async function waitingDrafts<Draft>(
  db: Queryable,
  community: Community,
  person: string,
  now: Date,
): Promise<Draft | undefined> {
  const [row] = await rows<{ draft: Draft }>(
    db,
    sql`select draft from questions where community_id = ${community.id} and person_id = ${person} and chat = 'direct'
          and question ->> 'dialogue' = 'reportNeed' and expires_at > ${now.toISOString()}::timestamptz`,
  );
  return row?.draft;
}

/** That question is answered. */
export async function dropWaitingDrafts(tx: Tx, community: Community, person: string): Promise<void> {
  await rows(
    tx,
    sql`delete from questions where community_id = ${community.id} and person_id = ${person} and chat = 'direct' and question ->> 'dialogue' = 'reportNeed'`,
  );
}
