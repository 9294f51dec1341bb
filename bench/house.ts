/** The program without pages, in front of a channel that takes everything at once: the way from a text to its commit. */
import { sql } from 'drizzle-orm';
import { type App, createApp } from '../src/app.ts';
import type { Channel } from '../src/channel/channel.ts';
import type { Message } from '../src/chat/message.ts';
import { standingClock } from '../src/clock/clock.ts';
import { type Community, openCommunity } from '../src/community.ts';
import { readConfig } from '../src/config.ts';
import { newId } from '../src/db/columns.ts';
import { type Db, rows } from '../src/db/db.ts';
import { migrate } from '../src/db/migrate.ts';
import type { Store } from '../src/db/open.ts';
import { inTx } from '../src/db/tx.ts';
import { insertActivity, insertItem, nextNumber } from '../src/features/activities/queries.ts';
import { bindRoom } from '../src/identity/rooms.ts';
import { newLog } from '../src/log.ts';

/** A Friday morning; the activities are tomorrow. */
export const now = new Date('2026-11-27T09:00:00+08:00');
const starts = new Date('2026-11-28T09:00:00+08:00');
const ends = new Date('2026-11-28T11:00:00+08:00');

export interface Item {
  id: string;
  number: number;
}

export interface House {
  app: App;
  db: Db;
  community: Community;
  channel: Channel;
}

/** The chat account of one of the people that `addPeople` makes. */
export const accountOf = (index: number): string => `account-${index}`;
/** The groups that the bot works in: one lane each. */
export const roomOf = (index: number): string => `room-${index}`;

/** Starts the program on an empty store: `groups` groups, `people` volunteers. The store stays the caller's. */
export async function openHouse(store: Store, groups: number, people: number): Promise<House> {
  await migrate(store);
  const { db } = store;
  const { community } = await openCommunity(db, readConfig({}), now);
  const channel: Channel = {
    name: 'bench',
    account: 'bench',
    capabilities: { groupRead: 'all', canPush: true, stableIds: true, receipts: true, pictures: true },
    start: async () => {},
    send: async () => ({ outcome: 'sent' }),
    state: () => ({ state: 'online', note: '' }),
    stop: async () => {},
  };
  for (let i = 0; i < groups; i++) await bindRoom(db, community, channel.name, { id: roomOf(i) }, null, now);
  await addPeople(db, community, channel.name, people);
  const clock = standingClock(now);
  const app = createApp({ db, community, clock, log: newLog('error'), channels: [channel], intervalMs: 0 });
  await app.start();
  return { app, db, community, channel };
}

/** In one statement, because there are thousands. */
async function addPeople(db: Db, community: Community, channel: string, count: number): Promise<void> {
  const people = Array.from({ length: count }, (_, i) => ({ id: newId(), account: accountOf(i), name: `志愿者${i}` }));
  await rows(
    db,
    sql`with x as (select * from jsonb_to_recordset(${JSON.stringify(people)}::text::jsonb) as x(id uuid, account text, name text)),
        p as (insert into people (community_id, id, name, role, created_at) select ${community.id}::uuid, id, name, 'volunteer', now() from x)
        insert into accounts (community_id, channel, account, person_id, sure, evidence, nickname, friend, seen_at)
        select ${community.id}::uuid, ${channel}, account, id, 'sure', 'made for measuring', name, 'yes', now() from x`,
  );
}

/** All but the last 12 digits of an item's id; those are its place in `openItems`, from 1, so that pgbench can pick one. */
export const itemPrefix = (item: Item): string => item.id.slice(0, -12);

/** Activities of tomorrow that anybody can claim, and nothing else that is open. */
export async function openItems({ db, community }: House, count: number, seats: number): Promise<Item[]> {
  await rows(db, sql`update items set status = 'closed' where community_id = ${community.id}`);
  return inTx(db, async (tx) => {
    const items: Item[] = [];
    const prefix = newId().slice(0, -12);
    for (let i = 1; i <= count; i++) {
      const item = {
        id: `${prefix}${String(i).padStart(12, '0')}`,
        number: await nextNumber(tx, community),
        shift: '',
        kind: 'activity' as const,
        status: 'open' as const,
        title: '清理楼道',
        venue: '中心花园',
        startsAt: starts,
        endsAt: ends,
        seats,
      };
      await insertItem(tx, community, item, null, now);
      await insertActivity(tx, community, item.id, {}, newId());
      items.push(item);
    }
    return items;
  });
}

let said = 0;

/** A text as a channel hands it over. */
export function text(group: string, from: string, words: string): Message {
  return {
    type: 'message',
    id: `said-${said++}`,
    chat: { kind: 'group', id: group, topic: '志愿服务群' },
    from: { account: from, nickname: from, roomAlias: from, friend: true },
    at: now.toISOString(),
    text: words,
    mention: false,
  };
}

/** How many seats of these items are taken, and how many messages and answers the store has. */
export async function counted({ db, community }: House, items: readonly Item[]) {
  const [found] = await rows<{ taken: number; waiting: number; handled: number; said: number }>(
    db,
    sql`select (select sum(taken) from items where community_id = ${community.id} and id in ${items.map((i) => i.id)})::int as taken,
          (select count(*) from claims where community_id = ${community.id} and state = 'waiting' and item_id in ${items.map((i) => i.id)})::int as waiting,
          (select count(*) from inbox where community_id = ${community.id} and status = 'done' and meant = 'claim')::int as handled,
          (select count(*) from outbox where community_id = ${community.id})::int as said`,
  );
  return found!;
}
