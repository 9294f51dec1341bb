import { type SQL, sql } from 'drizzle-orm';
import type { NeedCategory, Ref } from '../../chat/meaning.ts';
import type { Community } from '../../community.ts';
import { newId } from '../../db/columns.ts';
import { type Queryable, rows, type Tx } from '../../db/db.ts';

export interface Item {
  id: string;
  number: number;
  shift: string;
  kind: 'activity' | 'shift' | 'need' | 'visit';
  status: 'open' | 'divided' | 'waiting' | 'closed' | 'cancelled';
  title: string;
  venue: string | null;
  category: NeedCategory | null;
  startsAt: Date | null;
  endsAt: Date | null;
  wholeDay: boolean;
  seats: number;
  taken: number;
}

export interface Claim {
  id: string;
  itemId: string;
  holder: string;
  personId: string | null;
  name: string;
  byPerson: string;
  size: number;
  state: 'held' | 'waiting' | 'offered' | 'ifNobody' | 'ended';
  since: Date;
  offeredUntil: Date | null;
  checkedInAt: Date | null;
  checkedOutAt: Date | null;
  attendance: 'came' | 'noShow' | null;
}

export const itemColumns = sql.raw(
  `i.id, i.number, i.shift, i.kind, i.status, i.title, i.venue, i.category, i.starts_at as "startsAt", i.ends_at as "endsAt", i.whole_day as "wholeDay", i.seats, i.taken`,
);
const claimColumns = sql.raw(
  `k.id, k.item_id as "itemId", k.holder, k.person_id as "personId", k.name, k.by_person as "byPerson", k.size, k.state, k.since,
   k.offered_until as "offeredUntil", k.checked_in_at as "checkedInAt", k.checked_out_at as "checkedOutAt", k.attendance`,
);

/** Drivers give moments as text or Date; everything above works with Date. */
function moments<T extends object>(row: T, ...names: (keyof T)[]): T {
  for (const name of names) if (typeof row[name] === 'string') row[name] = new Date(row[name] as string) as T[keyof T];
  return row;
}
export const asItem = (row: Item): Item => moments(row, 'startsAt', 'endsAt');
const asClaim = (row: Claim): Claim => moments(row, 'since', 'offeredUntil', 'checkedInAt', 'checkedOutAt');

/** What bears a number: the whole first, then its shifts. */
export async function itemsOfNumber(db: Queryable, community: Community, number: number): Promise<Item[]> {
  const found = await rows<Item>(
    db,
    sql`select ${itemColumns} from items i where i.community_id = ${community.id} and i.number = ${number} order by i.shift`,
  );
  return found.map(asItem);
}

export async function itemOf(db: Queryable, community: Community, ref: Ref): Promise<Item | undefined> {
  return (await itemsOfNumber(db, community, ref.number)).find((item) => item.shift === (ref.shift ?? ''));
}

export async function itemById(db: Queryable, community: Community, id: string): Promise<Item | undefined> {
  const [row] = await rows<Item>(
    db,
    sql`select ${itemColumns} from items i where i.community_id = ${community.id} and i.id = ${id}`,
  );
  return row && asItem(row);
}

/** Locks an item for a decision about its seats. */
export async function lockItem(tx: Tx, community: Community, id: string): Promise<Item> {
  const [row] = await rows<Item>(
    tx,
    sql`select ${itemColumns} from items i where i.community_id = ${community.id} and i.id = ${id} for update`,
  );
  return asItem(row!);
}

/** Everything that can be claimed or is under way, soonest first; what has no time comes last. */
export async function openItems(db: Queryable, community: Community, now: Date): Promise<Item[]> {
  const found = await rows<Item>(
    db,
    sql`select ${itemColumns} from items i where i.community_id = ${community.id} and i.status in ('open', 'divided')
          and (i.ends_at is null or i.ends_at > ${now.toISOString()}::timestamptz) order by i.starts_at nulls last, i.number, i.shift`,
  );
  return found.map(asItem);
}

export interface NewClaim {
  itemId: string;
  holder: string;
  personId: string | null;
  name: string;
  byPerson: string;
  size: number;
  ifNobody?: boolean;
}

export interface ClaimTry {
  /** The living claim that the holder has already; nothing was changed then. */
  existing: { id: string; state: Claim['state']; size: number } | null;
  /** Of the new claim; null when nothing was claimed. */
  id: string | null;
  /** When seats were taken: what is left, and of how many. */
  free: number | null;
  seats: number | null;
}

/**
 * Claims seats in one statement: the update takes them only while they fit, and the insert follows it, so that 300 at once for
 * 25 seats get exactly 25. The same holder twice at the same moment ends in a unique violation, and the message is decided again.
 */
export function claimStatement(community: Community, claim: NewClaim, now: Date): SQL {
  const c = community.id;
  const open = sql`status = 'open' and (ends_at is null or ends_at > ${now.toISOString()}::timestamptz)`;
  return sql`with mine as (
        select id, state, size from claims where community_id = ${c} and item_id = ${claim.itemId} and holder = ${claim.holder} and state <> 'ended'
      ), seat as (
        update items set taken = taken + ${claim.size}::int
        where community_id = ${c} and id = ${claim.itemId} and ${open} and taken + ${claim.size}::int <= seats
          and ${!claim.ifNobody}::boolean and not exists (select 1 from mine)
        returning id, seats, seats - taken as free
      ), item as (
        select id from seat union all select id from items where community_id = ${c} and id = ${claim.itemId} and ${open}
          and ${claim.ifNobody ?? false}::boolean and not exists (select 1 from mine)
      ), made as (${newClaim(community, claim, claim.ifNobody ? 'ifNobody' : 'held', now)} from item returning id)
      select (select json_build_object('id', id, 'state', state, 'size', size) from mine) as existing,
        (select id from made) as id, (select free from seat) as free, (select seats from seat) as seats`;
}

/** Puts somebody behind all who wait, so that the order of the line is the order of the places that were told. */
export async function joinLine(tx: Tx, community: Community, claim: NewClaim, now: Date): Promise<string> {
  const [row] = await rows<{ id: string }>(
    tx,
    sql`${newClaim(community, claim, 'waiting', now)} from (select max(since) + interval '1 microsecond' as behind from claims
          where community_id = ${community.id} and item_id = ${claim.itemId} and state = 'waiting') line returning id`,
  );
  return row!.id;
}

/** An insert, to be followed by a `from`. */
function newClaim(community: Community, claim: NewClaim, state: Claim['state'], now: Date): SQL {
  const at = sql`${now.toISOString()}::timestamptz`;
  return sql`insert into claims (community_id, id, item_id, holder, person_id, name, by_person, size, state, since, created_at)
      select ${community.id}::uuid, ${newId()}::uuid, ${claim.itemId}::uuid, ${claim.holder}, ${claim.personId}::uuid, ${claim.name}, ${claim.byPerson}::uuid,
        ${claim.size}::int, ${state}, ${state === 'waiting' ? sql`greatest(${at}, behind)` : at}, ${at}`;
}

/** Adds to (or with a negative number takes from) the seats that are taken. */
export async function setTaken(tx: Tx, community: Community, itemId: string, change: number): Promise<void> {
  await rows(
    tx,
    sql`update items set taken = taken + ${change}::int where community_id = ${community.id} and id = ${itemId}`,
  );
}

/** What a claim is from now on; one that had ended lives again. */
export async function setState(
  tx: Tx,
  community: Community,
  id: string,
  state: Claim['state'],
  offeredUntil: Date | null = null,
): Promise<void> {
  await rows(
    tx,
    sql`update claims set state = ${state}, offered_until = ${offeredUntil?.toISOString() ?? null}::timestamptz, ended_at = null, ended_by = null
        where community_id = ${community.id} and id = ${id}`,
  );
}

export async function setSize(tx: Tx, community: Community, id: string, size: number): Promise<void> {
  await rows(tx, sql`update claims set size = ${size}::int where community_id = ${community.id} and id = ${id}`);
}

type Whom = { id: string; name: string };
/** Gives a claim as it stands to somebody else. */
export async function handOver(tx: Tx, community: Community, id: string, to: Whom): Promise<void> {
  await rows(
    tx,
    sql`update claims set holder = ${to.id}::text, person_id = ${to.id}::uuid, name = ${to.name} where community_id = ${community.id} and id = ${id}`,
  );
}

export async function endClaim(tx: Tx, community: Community, id: string, by: string, now: Date): Promise<void> {
  await rows(
    tx,
    sql`update claims set state = 'ended', ended_by = ${by}, ended_at = ${now.toISOString()}::timestamptz, offered_until = null where community_id = ${community.id} and id = ${id}`,
  );
}

/** Living claims of an item: holders first, then those who wait, each in order. */
export async function claimsOf(db: Queryable, community: Community, itemId: string): Promise<Claim[]> {
  const found = await rows<Claim>(
    db,
    sql`select ${claimColumns} from claims k where k.community_id = ${community.id} and k.item_id = ${itemId} and k.state <> 'ended'
        order by case k.state when 'held' then 0 when 'offered' then 1 when 'waiting' then 2 else 3 end, k.since, k.id`,
  );
  return found.map(asClaim);
}

export async function claimById(db: Queryable, community: Community, id: string): Promise<Claim | undefined> {
  const [row] = await rows<Claim>(
    db,
    sql`select ${claimColumns} from claims k where k.community_id = ${community.id} and k.id = ${id}`,
  );
  return row && asClaim(row);
}

/** Which place in the waiting line a claim has, 1-based. */
export async function placeInLine(db: Queryable, community: Community, id: string): Promise<number> {
  const c = community.id;
  const [row] = await rows<{ place: number }>(
    db,
    sql`select count(*)::int as place from claims where community_id = ${c} and state = 'waiting'
          and item_id = (select item_id from claims where community_id = ${c} and id = ${id})
          and (since, id) <= (select since, id from claims where community_id = ${c} and id = ${id})`,
  );
  return row!.place;
}

/** What somebody holds or waits for, or claimed for others, and that was not over at `now`. */
export async function claimsOfPerson(
  db: Queryable,
  community: Community,
  person: string,
  now: Date,
): Promise<{ claim: Claim; item: Item }[]> {
  const claims = await rows<Claim>(
    db,
    sql`select ${claimColumns} from claims k join items i on i.community_id = k.community_id and i.id = k.item_id
        where k.community_id = ${community.id} and k.state <> 'ended' and (k.person_id = ${person} or (k.person_id is null and k.by_person = ${person}))
          and (i.status in ('open', 'divided') or (i.status = 'closed' and i.kind <> 'need' and i.ends_at > ${now.toISOString()}::timestamptz - interval '30 minutes'))
          and (i.ends_at is null or i.ends_at > ${now.toISOString()}::timestamptz - interval '12 hours')
        order by i.starts_at nulls last, i.number, i.shift`,
  );
  const items = await Promise.all(claims.map((claim) => itemById(db, community, claim.itemId)));
  return claims.map((claim, i) => ({ claim: asClaim(claim), item: items[i]! }));
}
