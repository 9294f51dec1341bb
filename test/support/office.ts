/** The program without channels: what is said is handled at once, and what it answers stays in the outbox to be looked at. */
import { sql } from 'drizzle-orm';
import type { House } from '../../src/app.ts';
import type { Person } from '../../src/channel/local/neighbourhood.ts';
import { handle } from '../../src/chat/handle.ts';
import { messageSchema } from '../../src/chat/message.ts';
import { standingClock } from '../../src/clock/clock.ts';
import { nextDue, runDue } from '../../src/clock/due.ts';
import { newId } from '../../src/db/columns.ts';
import { rows } from '../../src/db/db.ts';
import type { Store } from '../../src/db/open.ts';
import { inTx } from '../../src/db/tx.ts';
import { type Decision, newDecision } from '../../src/decision.ts';
import { commands, jobs, schedules } from '../../src/features.ts';
import { bindRoom } from '../../src/identity/rooms.ts';
import { keep } from '../../src/inbox/inbox.ts';
import { newLog } from '../../src/log.ts';
import { addFriend, testCommunity } from './community.ts';
import { testStore } from './database.ts';

const channel = { name: 'local', account: 'local' };
const room = 'group';

export interface Said {
  to: string;
  text: string;
}

export interface Office {
  house: House;
  store: Store;
  /** The person's id by name. */
  ids: ReadonlyMap<string, string>;
  /** Keeps a message without handling it. Returns its id in the inbox. */
  keep(chat: 'group' | 'direct', from: string, text: string): Promise<string>;
  /** Keeps and handles a message; returns what it caused to be said, `to` a name or 群. */
  say(chat: 'group' | 'direct', from: string, text: string): Promise<Said[]>;
  /** Moves the clock there and does what is due, as after a time when the machine was off. */
  moveTo(now: Date): Promise<void>;
  /** Lets time pass until then: everything that falls due on the way is done at its moment. */
  passTo(now: Date): Promise<void>;
  /** Decides something without a message. */
  decide<T>(work: (decision: Decision) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** @param store one that another office uses too: two processes on one database */
export async function newOffice(now: string, people: readonly Person[], store?: Store): Promise<Office> {
  const opened = store ?? (await testStore());
  const { db } = opened;
  const began = new Date(now);
  const { community } = await testCommunity(db, began);
  const clock = standingClock(began);
  const house: House = { db, community, clock, log: newLog('silent'), commands, jobs, schedules };
  const ids = new Map<string, string>();
  if (!store) {
    await bindRoom(db, community, channel.name, { id: room, topic: '志愿服务群' }, null, began);
    await inTx(db, async (tx) => {
      for (const person of people) await addFriend(tx, community, channel.name, person, began);
    });
  }
  for (const person of await rows<{ id: string; name: string }>(db, sql`select id, name from people`))
    ids.set(person.name, person.id);

  async function keepOne(chat: 'group' | 'direct', from: string, text: string): Promise<string> {
    const event = messageSchema.parse({
      type: 'message',
      id: newId(),
      chat: { kind: chat, id: chat === 'group' ? room : from },
      from: { account: from, nickname: from, friend: true },
      at: clock.now().toISOString(),
      text,
      mention: false,
    });
    const [kept] = await keep(db, community, channel, [event]);
    return kept!.id;
  }
  return {
    house,
    store: opened,
    ids,
    keep: keepOne,
    async say(chat, from, text) {
      const id = await keepOne(chat, from, text);
      await handle(house, [id]);
      return rows<Said>(
        db,
        sql`select coalesce(p.name, '群') as to, o.text from outbox o left join people p on p.community_id = o.community_id and p.id = o.to_person
            where o.community_id = ${community.id} and o.inbox_id = ${id} order by o.seq`,
      );
    },
    async moveTo(to) {
      clock.moveTo(to);
      await runDue(house);
    },
    async passTo(to) {
      for (let next = await nextDue(house); next && next <= to; next = await nextDue(house)) {
        if (next > clock.now()) clock.moveTo(next);
        await runDue(house);
      }
      clock.moveTo(to);
      await runDue(house);
    },
    decide: (work) =>
      inTx(db, async (tx) => {
        const decision = newDecision(tx, community, clock.now(), {});
        const result = await work(decision);
        await decision.write();
        return result;
      }),
    close: () => opened.close(),
  };
}
