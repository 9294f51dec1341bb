/** What the program keeps at a moment, read from its store, so that a line can be judged by what it changed. */
import { sql } from 'drizzle-orm';
import { toLocal } from '../../clock/zone.ts';
import { rows } from '../../db/db.ts';
import type { Program } from './program.ts';

export interface ItemState {
  /** `12`, or `12A` for a shift. */
  key: string;
  kind: string;
  status: string;
  title: string;
  /** Local time, length 16, or null. */
  start: string | null;
  end: string | null;
  seats: number;
}

export interface ClaimState {
  item: string;
  name: string;
  size: number;
  state: 'held' | 'waiting' | 'offered' | 'ifNobody';
  checkedIn: boolean;
  checkedOut: boolean;
}

export interface NeedState {
  item: string;
  status: string;
  category: string;
  urgency: string;
  building: string | null;
  unit: string | null;
  room: string | null;
  phone: string | null;
  reporter: string;
  rating: number | null;
}

export interface State {
  items: ItemState[];
  /** Living claims: holders first, then those who wait in their order. */
  claims: ClaimState[];
  needs: NeedState[];
  visits: { id: string; elder: string; by: string }[];
  alarms: { id: string; about: string; kind: string }[];
  /** What partner units offered, from the trail. */
  resources: { unit: string; what: string; quota: number | null }[];
}

interface Loaded {
  items: (Omit<ItemState, 'start' | 'end'> & { start: string | null; end: string | null })[] | null;
  claims: ClaimState[] | null;
  needs: NeedState[] | null;
  visits: State['visits'] | null;
  alarms: State['alarms'] | null;
  resources: State['resources'] | null;
}

/** Reads everything that a day can change, in one statement. */
export async function readState({ db, community }: Pick<Program, 'db' | 'community'>): Promise<State> {
  const c = community.id;
  const [found] = await rows<Loaded>(
    db,
    sql`select
      (select json_agg(json_build_object('key', i.number || i.shift, 'kind', i.kind, 'status', i.status, 'title', i.title, 'start', i.starts_at, 'end', i.ends_at, 'seats', i.seats)
        order by i.number, i.shift) from items i where i.community_id = ${c}) as items,
      (select json_agg(json_build_object('item', i.number || i.shift, 'name', k.name, 'size', k.size, 'state', k.state, 'checkedIn', k.checked_in_at is not null, 'checkedOut', k.checked_out_at is not null)
        order by i.number, i.shift, case k.state when 'held' then 0 when 'offered' then 1 when 'waiting' then 2 else 3 end, k.since, k.id)
        from claims k join items i on i.community_id = k.community_id and i.id = k.item_id where k.community_id = ${c} and k.state <> 'ended') as claims,
      (select json_agg(json_build_object('item', i.number::text, 'status', n.status, 'category', n.category, 'urgency', n.urgency, 'building', n.building, 'unit', n.unit,
          'room', n.room, 'phone', n.phone, 'reporter', p.name, 'rating', n.rating) order by i.number)
        from needs n join items i on i.community_id = n.community_id and i.id = n.item_id join people p on p.community_id = n.community_id and p.id = n.reporter
        where n.community_id = ${c}) as needs,
      (select json_agg(json_build_object('id', v.id, 'elder', v.elder, 'by', p.name) order by v.created_at)
        from visits v join people p on p.community_id = v.community_id and p.id = v.visitor where v.community_id = ${c}) as visits,
      (select json_agg(json_build_object('id', a.id, 'about', a.about, 'kind', a.kind) order by a.raised_at) from alarms a where a.community_id = ${c}) as alarms,
      (select json_agg(t.detail order by t.at, t.id) from audit t where t.community_id = ${c} and t.action = 'resource offered') as resources`,
  );
  const local = (at: string | null) => (at ? toLocal(new Date(at), community.zone) : null);
  return {
    items: (found?.items ?? []).map((item) => ({ ...item, start: local(item.start), end: local(item.end) })),
    claims: found?.claims ?? [],
    needs: found?.needs ?? [],
    visits: found?.visits ?? [],
    alarms: found?.alarms ?? [],
    resources: found?.resources ?? [],
  };
}

/** A post of the bot that a line caused. */
export interface Caused {
  /** Empty: the group. */
  to: string | null;
  text: string;
  sent: boolean;
}

/** Every post that a message caused, by the number of the message in the local chat. */
export async function readCaused({ db, community }: Pick<Program, 'db' | 'community'>): Promise<Map<number, Caused[]>> {
  const found = await rows<{ message: string; to: string | null; text: string; status: string }>(
    db,
    sql`select i.message_id as message, p.name as "to", coalesce(carrier.text, o.text) as text, o.status
        from outbox o join inbox i on i.community_id = o.community_id and i.id = o.inbox_id
          left join people p on p.community_id = o.community_id and p.id = o.to_person
          left join outbox carrier on carrier.community_id = o.community_id and carrier.id = o.sent_as
        where o.community_id = ${community.id} order by o.seq`,
  );
  const caused = new Map<number, Caused[]>();
  for (const { message, to, text, status } of found) {
    const n = Number(message.slice('local:'.length));
    caused.set(n, [...(caused.get(n) ?? []), { to, text, sent: status === 'sent' }]);
  }
  return caused;
}
