/** The program in front of one chat account whose answers the test gives, in a time that the test moves. */
import type { SQL } from 'drizzle-orm';
import { type App, createApp } from '../../src/app.ts';
import type { Channel, ChannelState, Outgoing, SendResult } from '../../src/channel/channel.ts';
import { standingClock } from '../../src/clock/clock.ts';
import type { Store } from '../../src/db/open.ts';
import { inTx } from '../../src/db/tx.ts';
import { newDecision } from '../../src/decision.ts';
import { bindRoom } from '../../src/identity/rooms.ts';
import { newLog } from '../../src/log.ts';
import type { Timer } from '../../src/outbox/courier.ts';
import type { Post } from '../../src/outbox/post.ts';
import { addFriend, testCommunity } from './community.ts';
import { testStore } from './database.ts';

export interface Account {
  app: App;
  store: Store;
  channel: Channel;
  leader: string;
  /** What was tried, with the second at which it was, counted from the start. */
  tries: { at: number; text: string }[];
  /** What the next sends come to; when none is left, they are sent. */
  results: SendResult[];
  become(state: ChannelState['state']): void;
  say(...posts: Post[]): Promise<void>;
  /** Lets so many seconds pass; what falls due on the way happens at its time. */
  pass(seconds: number): Promise<void>;
  /** The same, but the program is not there meanwhile. */
  sleep(seconds: number): void;
  /** The clock on the wall is put forward or back; real time goes on as ever. */
  putClock(seconds: number): void;
  /** The next `times` statements are done, but the connection is cut before the answer; with `undone` they are not even done. */
  cut(times: number, undone?: 'undone'): void;
  /** Ends the program and lets another take over. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

interface MovedTimer extends Timer {
  next(until: number): (() => void) | undefined;
  moveTo(ms: number): void;
}

function movedTimer(): MovedTimer {
  let now = 0;
  const waiting = new Set<{ at: number; work: () => void }>();
  return {
    elapsed: () => now,
    after(ms, work) {
      const entry = { at: now + ms, work };
      waiting.add(entry);
      return () => void waiting.delete(entry);
    },
    next(until) {
      const [first] = [...waiting].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (!first) return undefined;
      waiting.delete(first);
      now = Math.max(now, first.at);
      return first.work;
    },
    moveTo(ms) {
      now = ms;
    },
  };
}

/** @param began ISO 8601 with offset */
export async function newAccount(
  began: string,
  pace: { intervalMs: number; perMinute: number; joinWindowMs?: number },
): Promise<Account> {
  const store = await testStore();
  let cuts = { left: 0, undone: false };
  const db = new Proxy(store.db, {
    get(target, key) {
      if (key !== 'execute') return Reflect.get(target, key);
      return async (query: SQL) => {
        const { left, undone } = cuts;
        const cut = left > 0;
        if (cut) cuts = { left: left - 1, undone };
        const answer = cut && undone ? undefined : await target.execute(query);
        if (cut) throw Object.assign(new Error('cut'), { code: 'ECONNRESET' });
        return answer;
      };
    },
  });
  const start = new Date(began);
  const clock = standingClock(start);
  const timer = movedTimer();
  const { community } = await testCommunity(db, start);
  let state: ChannelState['state'] = 'online';
  const listeners: (() => void)[] = [];
  const tries: Account['tries'] = [];
  const results: SendResult[] = [];
  const channel: Channel = {
    name: 'test',
    account: '小援',
    capabilities: { groupRead: 'all', canPush: true, stableIds: false, receipts: false, pictures: true },
    start: async () => {},
    async send({ text }: Outgoing) {
      tries.push({ at: Math.floor(timer.elapsed() / 1000), text });
      return results.shift() ?? { outcome: 'sent' };
    },
    state: () => ({ state, note: '' }),
    watch: (listener) => void listeners.push(() => listener({ state, note: '' })),
    stop: async () => {},
  };
  await bindRoom(db, community, channel.name, { id: 'group' }, null, start);
  const leader = await inTx(db, (tx) =>
    addFriend(tx, community, channel.name, { name: '周书记', role: 'leader' }, start),
  );
  const open = () =>
    createApp({
      db,
      community,
      clock,
      log: newLog('silent'),
      channels: [channel],
      timer,
      alone: true,
      joinWindowMs: 0,
      ...pace,
    });
  let ahead = 0;
  const moveTo = (ms: number) => {
    timer.moveTo(Math.max(ms, timer.elapsed()));
    clock.moveTo(new Date(start.getTime() + timer.elapsed() + ahead));
  };
  const account: Account = {
    app: open(),
    store,
    channel,
    leader,
    tries,
    results,
    become(next) {
      state = next;
      for (const listener of listeners) listener();
    },
    async say(...posts) {
      await inTx(db, async (tx) => {
        const decision = newDecision(tx, community, clock.now(), {});
        for (const post of posts) decision.post(post);
        await decision.write();
      });
      await account.app.settled();
    },
    async pass(seconds) {
      await account.app.settled();
      const end = timer.elapsed() + seconds * 1000;
      for (let minute = timer.elapsed() + 60_000; ; ) {
        const work = timer.next(Math.min(end, minute));
        moveTo(timer.elapsed());
        if (work) work();
        else if (minute > end) break;
        else {
          moveTo(minute);
          minute += 60_000;
          await account.app.tick();
        }
        await account.app.settled();
      }
      moveTo(end);
      await account.app.settled();
    },
    sleep: (seconds) => moveTo(timer.elapsed() + seconds * 1000),
    putClock(seconds) {
      ahead += seconds * 1000;
      moveTo(timer.elapsed());
    },
    cut(times, undone) {
      cuts = { left: times, undone: undone === 'undone' };
    },
    async restart() {
      await account.app.stop();
      listeners.length = 0;
      account.app = open();
      await account.app.start();
      await account.app.settled();
    },
    async close() {
      await account.app.stop();
      await store.close();
    },
  };
  await account.app.start();
  // Else the first look for something to send could still be under way when the test says what is not to be sent.
  await account.app.settled();
  return account;
}
