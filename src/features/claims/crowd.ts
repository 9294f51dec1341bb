/**
 * Claims of many people at once: a handful of statements however many they are, under the locks of what they claim. What comes
 * of each is the same as for one after the other.
 */
import { sql } from 'drizzle-orm';
import type { Ref, Slots } from '../../chat/meaning.ts';
import type { Turn } from '../../chat/turn.ts';
import type { Community } from '../../community.ts';
import { newId } from '../../db/columns.ts';
import { rows, type Tx } from '../../db/db.ts';
import { type Holder, ofPerson } from '../../identity/whom.ts';
import { threshold } from '../activities/rules.ts';
import { boardNews } from '../activities/steps.ts';
import { asItem, type Item, itemColumns } from './queries.ts';
import { clash, mostInParty, type Seated, seatOrLine } from './rules.ts';
import { whenOf } from './steps.ts';
import { refOf, wording } from './wording.ts';

/** Whether a claim is as simple as most are: oneself, one open activity or shift. */
export function isSimple({ meaning, situation }: Turn, slots: Slots): boolean {
  const refs = slots.refs ?? meaning.target ?? [];
  const size = slots.partySize ?? 1;
  if (
    refs.length !== 1 ||
    slots.names ||
    slots.resize ||
    slots.partyBy ||
    slots.ifNobody ||
    size < 1 ||
    size > mostInParty
  )
    return false;
  if (!Number.isInteger(size) || situation.items === 'any') return false;
  const item = situation.items.find(({ ref }) => keyOf(ref) === keyOf(refs[0]!));
  if (!item?.open) return false;
  return item.kind === 'activity' || item.kind === 'shift';
}

const keyOf = (ref: Ref): string => `${ref.number}${ref.shift ?? ''}`;

/** What is claimed, as it stands under its lock. */
interface Line {
  item: Item;
  told: { half: boolean; full: boolean };
  waiting: number;
  /** Of those who claim now, who has a claim already. */
  holders: Set<string>;
}

interface Made {
  id: string;
  item: string;
  person: string;
  name: string;
  size: number;
  state: Seated['state'];
  /** How many of these came before it into the same line. */
  behind: number;
}

/** @param alone claims what turns out not to be simple under the lock */
export async function claimTogether(turns: readonly Turn[], alone: (turn: Turn) => Promise<void>): Promise<void> {
  const [first] = turns;
  if (!first) return;
  const { tx, community, now } = first;
  const [lines, busy] = await Promise.all([lockLines(tx, community, turns), busyTimes(tx, community, turns)]);
  const made: Made[] = [];
  for (const [i, turn] of turns.entries()) {
    const line = lines.get(keyOf(refOfTurn(turn)));
    const { id: person, name } = turn.speaker;
    if (!line || !isOpen(line.item, now) || line.holders.has(person)) {
      await write(tx, community, now, made);
      await alone(turn);
      return claimTogether(turns.slice(i + 1), alone);
    }
    const { item } = line;
    const size = turn.meaning.slots.partySize ?? 1;
    const seated = seatOrLine(item.seats - item.taken, line.waiting, size);
    const before = made.filter((one) => one.item === item.id && one.state === 'waiting').length;
    const claimId = newId();
    made.push({ id: claimId, item: item.id, person, name, size, state: seated.state, behind: before });
    turn.note({ action: 'claimed', itemId: item.id, detail: { claimId, state: seated.state, size, name } });
    if (seated.state === 'waiting') line.waiting++;
    else item.taken += size;
    if (seated.state === 'held' && item.shift === '' && threshold(item.seats, item.taken, line.told)) {
      // The board is told with everybody who is on it by now, and only once.
      await write(tx, community, now, made);
      await tell(turn, item, size, seated, busy);
      return claimTogether(turns.slice(i + 1), alone);
    }
    await tell(turn, item, size, seated, busy);
  }
  await write(tx, community, now, made);
}

async function tell(turn: Turn, item: Item, size: number, seated: Seated, busy: Busy): Promise<void> {
  await sayClaimed(turn, item, ofPerson(turn.speaker), size, seated);
  const other = busy.get(turn.speaker.id)?.find((held) => clash(held, item));
  if (seated.state === 'held' && other) turn.tell(turn.speaker.id, wording.clash(item, other));
}

const refOfTurn = ({ meaning }: Turn): Ref => (meaning.slots.refs ?? meaning.target)![0]!;

const isOpen = (item: Item, now: Date) => item.status === 'open' && !(item.endsAt && item.endsAt <= now);

/** What is claimed, each once, with all who claim it: looked up for each of a crowd, one hot row would be read as often. */
function wishesOf(turns: readonly Turn[]): { number: number; shift: string; people: string[] }[] {
  const wishes = new Map<string, { number: number; shift: string; people: string[] }>();
  for (const turn of turns) {
    const { number, shift = '' } = refOfTurn(turn);
    const key = keyOf(refOfTurn(turn));
    const wish = wishes.get(key) ?? { number, shift, people: [] };
    wish.people.push(turn.speaker.id);
    wishes.set(key, wish);
  }
  return [...wishes.values()];
}

/** Locks what is claimed, always in the same order, and then looks who is there: before the lock it could still change. */
async function lockLines(tx: Tx, community: Community, turns: readonly Turn[]): Promise<Map<string, Line>> {
  const c = community.id;
  const wanted = sql`(select item.id, x.people from jsonb_to_recordset(${JSON.stringify(wishesOf(turns))}::text::jsonb) as x(number int, shift text, people jsonb)
      cross join lateral (select id from items where community_id = ${c} and number = x.number and shift = x.shift limit 1) item)`;
  const [items, [there]] = await Promise.all([
    rows<Item & { half: boolean | null; full: boolean | null }>(
      tx,
      sql`select ${itemColumns}, a.told_half as half, a.told_full as "full" from items i
            left join lateral (select told_half, told_full from activities where community_id = ${c} and item_id = i.id limit 1) a on true
          where i.community_id = ${c} and i.id = any(array(select id from ${wanted} w)) order by i.id for update of i`,
    ),
    rows<{ waiting: { item: string; count: number }[] | null; holders: { item: string; person: string }[] | null }>(
      tx,
      sql`select
        (select json_agg(json_build_object('item', w.id, 'count', (select count(*) from claims
            where community_id = ${c} and item_id = w.id and state = 'waiting'))) from ${wanted} w) as waiting,
        (select json_agg(json_build_object('item', w.id, 'person', p.id)) from ${wanted} w cross join lateral jsonb_array_elements_text(w.people) as p(id)
          cross join lateral (select 1 from claims where community_id = ${c} and item_id = w.id and holder = p.id and state <> 'ended' limit 1) has) as holders`,
    ),
  ]);
  return new Map(
    items.map(({ half, full, ...item }) => {
      const holders = (there?.holders ?? []).filter((one) => one.item === item.id).map(({ person }) => person);
      const waiting = there?.waiting?.find((one) => one.item === item.id)?.count ?? 0;
      const told = { half: half ?? false, full: full ?? false };
      return [keyOf(refOf(item)), { item: asItem(item), told, waiting, holders: new Set(holders) }];
    }),
  );
}

/** What those who claim hold already, soonest first, by person. */
type Busy = ReadonlyMap<string, Item[]>;

async function busyTimes(tx: Tx, community: Community, turns: readonly Turn[]): Promise<Busy> {
  const c = community.id;
  const people = turns.filter(({ situation }) => situation.holds.length > 0).map(({ speaker }) => speaker.id);
  if (people.length === 0) return new Map();
  const held = await rows<Item & { person: string }>(
    tx,
    sql`select p.id as person, ${itemColumns} from (select jsonb_array_elements_text(${JSON.stringify(people)}::text::jsonb)::uuid as id) p
          cross join lateral (select item_id from claims where community_id = ${c} and person_id = p.id and state = 'held'
            union all select item_id from claims where community_id = ${c} and by_person = p.id and person_id is null and state = 'held') k
          cross join lateral (select * from items where community_id = ${c} and id = k.item_id limit 1) i
        where i.status in ('open', 'divided') and i.ends_at > ${turns[0]!.now.toISOString()}::timestamptz
        order by i.starts_at, i.number, i.shift`,
  );
  const busy = new Map<string, Item[]>(people.map((person) => [person, []]));
  for (const { person, ...item } of held) busy.get(person)!.push(asItem(item));
  return busy;
}

async function write(tx: Tx, community: Community, now: Date, made: readonly Made[]): Promise<void> {
  if (made.length === 0) return;
  const c = community.id;
  const at = sql`${now.toISOString()}::timestamptz`;
  await rows(
    tx,
    sql`with made as (
        select * from jsonb_to_recordset(${JSON.stringify(made)}::text::jsonb) as x(id uuid, item uuid, person uuid, name text, size int, state text, behind int)
      ), taken as (
        update items i set taken = i.taken + held.size from (select item, sum(size)::int as size from made where state = 'held' group by item) held
        where i.community_id = ${c} and i.id = held.item
      ), line as materialized (
        select item, (select max(since) from claims where community_id = ${c} and item_id = x.item and state = 'waiting') as last
        from (select distinct item from made where state = 'waiting') x
      )
      insert into claims (community_id, id, item_id, holder, person_id, name, by_person, size, state, since, created_at)
      select ${c}::uuid, id, made.item, person::text, person, name, person, size, state,
        case state when 'held' then ${at} else greatest(${at}, line.last + interval '1 microsecond') + behind * interval '1 microsecond' end, ${at}
      from made left join line on line.item = made.item`,
  );
}

/** Says what came of a claim that has seats or a place in the line now. */
export async function sayClaimed(turn: Turn, item: Item, holder: Holder, size: number, seated: Seated): Promise<void> {
  const { community, now } = turn;
  const { free } = seated;
  const shows = { kind: 'claimed' as const, refs: [refOf(item)] };
  if (seated.state === 'waiting') {
    const { place } = seated;
    const words =
      free > 0
        ? wording.waitingTooBig(item, holder.name, size, place, free)
        : wording.waiting(item, holder.name, size, place);
    return sayJoined(turn, words, shows);
  }
  if (item.kind === 'need') return sayJoined(turn, wording.needHeld(item, holder.name), shows);
  const news = await boardNews(turn, { ...item, taken: item.seats - free });
  const when = whenOf(item, community, now);
  const sent = turn.role === 'leader' && holder.holder !== turn.speaker.id;
  if (sent && holder.personId) turn.tell(holder.personId, wording.sentYou(item, turn.speaker.name, when));
  if (turn.chat === 'direct' && sent) turn.reply(wording.heldFor(item, holder.name, when, free), { shows });
  else if (turn.chat === 'direct') turn.reply(wording.heldAlone(item, when, free), { shows });
  // Who completes a board is named in the board itself; saying it twice would be noise.
  else sayJoined(turn, wording.held(item, holder.name, size, free, news === undefined), shows);
  if (news) turn.post(news);
}

/** Answers in the group are joined with others of the same burst; in a direct chat the line stands alone. */
export function sayJoined(
  turn: Turn,
  join: { head: string; name: string; tail: string },
  shows: { kind: 'claimed'; refs: Ref[] },
): void {
  turn.reply(`${join.head}${join.name}${join.tail}`, { join, shows });
}
