import { sql } from 'drizzle-orm';
import type { Community } from '../../community.ts';
import { type Queryable, rows, type Tx } from '../../db/db.ts';
import { asItem, type Item, itemColumns } from '../claims/queries.ts';

export interface Activity {
  itemId: string;
  meetingPoint: string | null;
  bring: string | null;
  inCharge: string;
  toldHalf: boolean;
  toldFull: boolean;
}

const columns = sql.raw(
  `a.item_id as "itemId", a.meeting_point as "meetingPoint", a.bring, a.in_charge as "inCharge", a.told_half as "toldHalf", a.told_full as "toldFull"`,
);

/** The activity that a number belongs to; of a shift, the whole. */
export async function activityOf(db: Queryable, community: Community, number: number): Promise<Activity | undefined> {
  const [row] = await rows<Activity>(
    db,
    sql`select ${columns} from activities a join items i on i.community_id = a.community_id and i.id = a.item_id
        where a.community_id = ${community.id} and i.number = ${number} and i.shift = ''`,
  );
  return row;
}

export async function inChargeOf(db: Queryable, community: Community, number: number): Promise<string | undefined> {
  return (await activityOf(db, community, number))?.inCharge;
}

/** The next short number of the community. Locks the community's row until the transaction ends. */
export async function nextNumber(tx: Tx, community: Community): Promise<number> {
  const [row] = await rows<{ number: number }>(
    tx,
    sql`update communities set last_number = last_number + 1 where id = ${community.id} returning last_number as number`,
  );
  return row!.number;
}

export interface NewItem {
  id: string;
  number: number;
  shift: string;
  kind: Item['kind'];
  status: Item['status'];
  title: string;
  venue: string | null;
  category?: string | null;
  startsAt: Date | null;
  endsAt: Date | null;
  wholeDay?: boolean;
  seats: number;
}

export async function insertItem(
  tx: Tx,
  community: Community,
  item: NewItem,
  by: string | null,
  now: Date,
): Promise<void> {
  await rows(
    tx,
    sql`insert into items (community_id, id, number, shift, kind, status, title, venue, category, starts_at, ends_at, whole_day, seats, created_by, created_at)
        values (${community.id}, ${item.id}, ${item.number}, ${item.shift}, ${item.kind}, ${item.status}, ${item.title}, ${item.venue}, ${item.category ?? null},
          ${item.startsAt?.toISOString() ?? null}::timestamptz, ${item.endsAt?.toISOString() ?? null}::timestamptz, ${item.wholeDay ?? false}, ${item.seats}, ${by}::uuid, ${now.toISOString()}::timestamptz)`,
  );
}

export async function insertActivity(
  tx: Tx,
  community: Community,
  itemId: string,
  { meetingPoint, bring }: { meetingPoint?: string; bring?: string },
  inCharge: string,
): Promise<void> {
  await rows(
    tx,
    sql`insert into activities (community_id, item_id, meeting_point, bring, in_charge) values (${community.id}, ${itemId}, ${meetingPoint ?? null}, ${bring ?? null}, ${inCharge})`,
  );
}

/** Where people meet and what they bring. */
export type Details = Pick<Activity, 'meetingPoint' | 'bring'>;

/** Sets the details of the activity that a number belongs to. */
export async function setDetails(
  tx: Tx,
  community: Community,
  number: number,
  { meetingPoint, bring }: Details,
): Promise<void> {
  await rows(
    tx,
    sql`update activities a set meeting_point = ${meetingPoint}, bring = ${bring} from items i
        where a.community_id = ${community.id} and i.community_id = a.community_id and i.id = a.item_id and i.number = ${number} and i.shift = ''`,
  );
}

export async function setTold(tx: Tx, community: Community, itemId: string, what: 'half' | 'full'): Promise<void> {
  await rows(
    tx,
    sql`update activities set ${sql.raw(what === 'half' ? 'told_half' : 'told_full')} = true where community_id = ${community.id} and item_id = ${itemId}`,
  );
}

export async function setStatus(
  tx: Tx,
  community: Community,
  itemIds: string[],
  status: Item['status'],
): Promise<void> {
  await rows(tx, sql`update items set status = ${status} where community_id = ${community.id} and id in ${itemIds}`);
}

export async function updateItem(
  tx: Tx,
  community: Community,
  item: Pick<Item, 'id' | 'title' | 'venue' | 'startsAt' | 'endsAt' | 'seats'>,
): Promise<void> {
  await rows(
    tx,
    sql`update items set title = ${item.title}, venue = ${item.venue}, starts_at = ${item.startsAt?.toISOString() ?? null}::timestamptz,
          ends_at = ${item.endsAt?.toISOString() ?? null}::timestamptz, seats = ${item.seats} where community_id = ${community.id} and id = ${item.id}`,
  );
}

/** Locks several items, always in the same order, so that nobody waits for somebody who waits for them. */
export async function lockItems(tx: Tx, community: Community, ids: readonly string[]): Promise<void> {
  if (ids.length < 2) return;
  await rows(
    tx,
    sql`select 1 from items where community_id = ${community.id} and id in ${[...ids]} order by id for update`,
  );
}

/** Activities and shifts with a clock time that start in a span, soonest first. */
export async function startingBetween(db: Queryable, community: Community, from: Date, to: Date): Promise<Item[]> {
  const found = await rows<Item>(
    db,
    sql`select ${itemColumns} from items i where i.community_id = ${community.id} and i.status = 'open' and i.kind in ('activity', 'shift')
          and i.starts_at >= ${from.toISOString()}::timestamptz and i.starts_at < ${to.toISOString()}::timestamptz order by i.starts_at, i.number, i.shift`,
  );
  return found.map(asItem);
}

/** Jobs of an item that are still to come end without being done; planned again, they are due again. */
export async function dropJobs(tx: Tx, community: Community, itemId: string, kinds: readonly string[]): Promise<void> {
  await rows(
    tx,
    sql`update jobs set status = 'dropped' where community_id = ${community.id} and item_id = ${itemId} and status = 'due' and kind in ${[...kinds]}`,
  );
}
