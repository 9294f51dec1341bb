/** The whole program on a channel whose ids are other ones after each login, played from a test. */
import { sql } from 'drizzle-orm';
import { type App, createApp } from '../../src/app.ts';
import type { Channel, ChannelState, Member } from '../../src/channel/channel.ts';
import type { Incoming, Sender } from '../../src/chat/message.ts';
import { standingClock } from '../../src/clock/clock.ts';
import { newId } from '../../src/db/columns.ts';
import { rows } from '../../src/db/db.ts';
import type { Store } from '../../src/db/open.ts';
import { newCode } from '../../src/identity/codes.ts';
import { newLog } from '../../src/log.ts';
import { createWorld, isRoom, type Person, type Room, sessionId, type World } from '../wechat/server/world.ts';
import { testCommunity } from './community.ts';
import { testStore } from './database.ts';

export interface Sent {
  where: Room | Person;
  text: string;
}

export interface Logins {
  world: World;
  app: App;
  store: Store;
  channel: Channel;
  /** What the bot said, in order. */
  sent: Sent[];
  /** Remarks that were asked for, whether they could be set or not. */
  remarks: { person: Person; remark: string }[];
  /** What the channel cannot do at present. */
  faults: Set<'remark' | 'members' | 'friends'>;
  /** Says something, and has it handled. Resolves what the bot said because of it. */
  say(where: Room | Person, who: Person, text: string, more?: { mention?: boolean }): Promise<Sent[]>;
  /** Something else happened. */
  happens(what: Partial<Incoming> & { type: Incoming['type'] }, where: Room | Person, who: Person): Promise<Sent[]>;
  /** Logs in again: all ids change. Resolves what the bot says of itself. */
  login(): Promise<Sent[]>;
  /** Ends the program and starts it on the same store, in the same session or logged in again. */
  restart(): Promise<void>;
  pass(hours: number): Promise<Sent[]>;
  /** A fresh one-time code of the start. */
  code(): Promise<string>;
  /** Who is behind an account in this session. */
  bound(person: Person): Promise<{ name: string; sure: string } | undefined>;
  close(): Promise<void>;
}

/** @param build makes the world before the first login */
export async function startLogins<T>(build: (world: World) => T): Promise<Logins & { made: T }> {
  const store = await testStore();
  const { db } = store;
  const clock = standingClock(new Date('2026-11-25T10:00:00+08:00'));
  const { community } = await testCommunity(db, clock.now());
  const world = createWorld(community.botName);
  const made = build(world);
  const sent: Sent[] = [];
  const remarks: Logins['remarks'] = [];
  const faults: Logins['faults'] = new Set();
  let session = 1;
  let take: (event: Incoming) => Promise<void> = async () => undefined;
  const watchers: ((state: ChannelState) => void)[] = [];
  const online = () => {
    for (const watcher of watchers) watcher(channel.state());
  };

  const id = (thing: Room | Person) => sessionId(thing, session);
  const find = (account: string) => [...world.people, ...world.rooms].find((thing) => id(thing) === account);
  const member = (person: Person, alias = ''): Member & Sender => ({
    account: id(person),
    nickname: person.nickname,
    ...(alias && { roomAlias: alias }),
    ...(person.remark && { remark: person.remark }),
    friend: person.friend,
  });
  const reaches = (where: Room | Person | undefined) =>
    where && (isRoom(where) ? where.members.has(world.me) : where.friend);

  const channel: Channel = {
    name: 'changing',
    account: 'bot',
    capabilities: { groupRead: 'all', canPush: true, stableIds: false, receipts: false, pictures: true },
    async start(onEvent) {
      take = onEvent;
      online();
    },
    async send(message) {
      const where = find(message.chat.id);
      if (!where || !reaches(where)) return { outcome: 'refused', reason: 'nobody there', retry: false };
      sent.push({ where, text: message.text });
      return { outcome: 'sent' };
    },
    state: () => ({ state: 'online', note: '' }),
    watch: (watcher) => void watchers.push(watcher),
    session: () => `login ${session}`,
    async setRemark(account, remark) {
      const person = find(account);
      if (!person || isRoom(person)) return false;
      remarks.push({ person, remark });
      if (faults.has('remark')) return false;
      person.remark = remark;
      return true;
    },
    async members(chatId) {
      const room = find(chatId);
      if (faults.has('members') || !room || !isRoom(room)) return undefined;
      return [...room.members].map(([person, alias]) => member(person, alias));
    },
    async friends() {
      if (faults.has('friends')) return undefined;
      return world.people.filter(({ friend }) => friend).map((person) => member(person));
    },
    groups: async () =>
      world.rooms
        .filter((room) => room.listed && room.members.has(world.me))
        .map((room) => ({ id: id(room), topic: room.topic })),
    stop: async () => undefined,
  };
  const open = () =>
    createApp({
      db,
      community,
      clock,
      log: newLog(process.env['LOG_LEVEL'] ?? 'error'),
      channels: [channel],
      intervalMs: 0,
      joinWindowMs: 0,
    });

  async function during(work: () => Promise<unknown>): Promise<Sent[]> {
    const before = sent.length;
    await work();
    await logins.app.flush();
    return sent.slice(before);
  }
  const logins: Logins & { made: T } = {
    made,
    world,
    app: open(),
    store,
    channel,
    sent,
    remarks,
    faults,
    say: (where, who, text, { mention = false } = {}) => logins.happens({ type: 'message', text, mention }, where, who),
    happens: (what, where, who) =>
      during(() =>
        take({
          id: newId(),
          at: clock.now().toISOString(),
          session: `login ${session}`,
          chat: isRoom(where)
            ? { kind: 'group', id: id(where), topic: where.topic }
            : { kind: 'direct', id: id(where) },
          from: member(who, isRoom(where) ? where.members.get(who) : ''),
          ...what,
        } as Incoming),
      ),
    login: () =>
      during(async () => {
        session += 1;
        online();
      }),
    async restart() {
      await logins.app.stop();
      logins.app = open();
      await logins.app.start();
      await logins.app.flush();
    },
    pass: (hours) => during(() => logins.app.moveClock(new Date(clock.now().getTime() + hours * 3_600_000))),
    code: () => newCode(db, community, 'bind', clock.now(), 24),
    async bound(person) {
      const [found] = await rows<{ name: string; sure: string }>(
        db,
        sql`select p.name, a.sure from accounts a join people p on p.community_id = a.community_id and p.id = a.person_id where a.account = ${id(person)}`,
      );
      return found;
    },
    async close() {
      await logins.app.stop();
      await store.close();
    },
  };
  await logins.app.start();
  await logins.app.flush();
  return logins;
}
