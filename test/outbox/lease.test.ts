/** Two processes for one chat account: one works, one waits, and takes over what the other leaves. */
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import type { Channel, Outgoing, SendResult } from '../../src/channel/channel.ts';
import { standingClock } from '../../src/clock/clock.ts';
import type { Community } from '../../src/community.ts';
import { rows } from '../../src/db/db.ts';
import { openStore, type Store } from '../../src/db/open.ts';
import { inTx } from '../../src/db/tx.ts';
import { newDecision } from '../../src/decision.ts';
import { bindRoom } from '../../src/identity/rooms.ts';
import { newLog } from '../../src/log.ts';
import { realTimer } from '../../src/outbox/courier.ts';
import { priority } from '../../src/outbox/post.ts';
import { testCommunity } from '../support/community.ts';
import { testStore } from '../support/database.ts';

const now = new Date('2026-11-25T10:00:00+08:00');

/** A process: its channel tells whether it runs, and a send ends only when the test says how. */
interface Process {
  app: App;
  channel: Channel;
  store: Store;
  running: boolean;
  sent: Outgoing[];
  /** Ends the send that is under way. */
  end(result: SendResult): void;
  /** The process does nothing for so long, and knows it afterwards. */
  sleeps(ms: number): void;
}

let community: Community;
let processes: Process[];
let holdsBack: boolean;

function newProcess(store: Store): Process {
  let ms = 0;
  let ended: (result: SendResult) => void = () => {};
  const channel: Channel = {
    name: 'test',
    account: '小援',
    capabilities: { groupRead: 'all', canPush: true, stableIds: false, receipts: false, pictures: true },
    async start() {
      process.running = true;
    },
    send(message) {
      process.sent.push(message);
      return new Promise((resolve) => {
        ended = resolve;
        if (!holdsBack) resolve({ outcome: 'sent' });
      });
    },
    state: () => ({ state: 'online', note: '' }),
    async stop() {
      process.running = false;
      ended({ outcome: 'unknown', reason: 'stopped' });
    },
  };
  const log = newLog('silent');
  const clock = standingClock(now);
  const app = createApp({
    db: store.db,
    community,
    clock,
    log,
    channels: [channel],
    intervalMs: 0,
    timer: { ...realTimer, elapsed: () => ms },
  });
  const process: Process = {
    app,
    channel,
    store,
    running: false,
    sent: [],
    end: (result) => ended(result),
    sleeps(time) {
      ms += time;
    },
  };
  processes.push(process);
  return process;
}

async function say(text: string, { store, app }: Process): Promise<void> {
  await inTx(store.db, async (tx) => {
    const decision = newDecision(tx, community, now, {});
    decision.post({ to: 'group', text, priority: priority.group });
    await decision.write();
  });
  void app.flush();
}
const states = async (store: Store) =>
  Object.fromEntries(
    (await rows<{ text: string; status: string }>(store.db, sql`select text, status from outbox order by seq`)).map(
      ({ text, status }) => [text, status],
    ),
  );
const texts = ({ sent }: Process) => sent.map(({ text }) => text);

let first: Process;
let second: Process;

beforeEach(async () => {
  holdsBack = false;
  processes = [];
  const store = await testStore();
  // On a server each has connections of its own.
  const other = store.databaseUrl
    ? await openStore({ databaseUrl: store.databaseUrl, dataDir: 'memory' })
    : { ...store, close: async () => {} };
  ({ community } = await testCommunity(store.db, now));
  await bindRoom(store.db, community, 'test', { id: 'group' }, null, now);
  first = newProcess(store);
  second = newProcess(other);
});
afterEach(async () => {
  for (const one of [second, first]) {
    one.end({ outcome: 'sent' });
    await one.app.stop();
    await one.store.close();
  }
});

describe('two processes for one account', () => {
  it('one works and the other waits, however both are woken', async () => {
    await Promise.all([first.app.start(), second.app.start()]);
    const working = processes.filter(({ running }) => running);
    expect(working).toHaveLength(1);
    for (let i = 0; i < 5; i++) {
      await say(`第${i}句`, i % 2 ? first : second);
      await Promise.all(processes.map(({ app }) => app.tick()));
    }
    await Promise.all(processes.map(({ app }) => app.flush()));
    expect(texts(working[0]!)).toEqual(['第0句', '第1句', '第2句', '第3句', '第4句']);
    expect(processes.flatMap(texts)).toHaveLength(5);
  });

  it('the other takes over at once when the first ends', async () => {
    await first.app.start();
    await second.app.start();
    expect([first.running, second.running]).toEqual([true, false]);
    expect(second.app.stateOf(second.channel)).toEqual({
      state: 'offline',
      note: '另一个程序正在用这个账号，这边先等着；那边停了，这边会自己接上。',
    });
    await first.app.stop();
    await say('接着说', second);
    await second.app.tick();
    await second.app.flush();
    expect([first.running, second.running, texts(second)]).toEqual([false, true, ['接着说']]);
  });

  it('a holder that shows itself keeps the account, however long the other waits', async () => {
    await first.app.start();
    await second.app.start();
    for (let i = 0; i < 10; i++) {
      for (const one of processes) one.sleeps(10_000);
      await first.app.tick();
      await second.app.tick();
    }
    expect([first.running, second.running]).toEqual([true, false]);
  });

  it('one that is dead has lost it after a while: what it was sending is unknown, what waits goes on', async () => {
    await first.app.start();
    await second.app.start();
    holdsBack = true;
    await say('正在发', first);
    await expect.poll(() => texts(first)).toEqual(['正在发']);
    await say('排着的', second);
    holdsBack = false;
    second.sleeps(14_000);
    await second.app.tick();
    expect(second.running).toBe(false);
    second.sleeps(2_000);
    await second.app.tick();
    await second.app.flush();
    expect([second.running, texts(second)]).toEqual([true, ['排着的']]);
    expect(await states(second.store)).toEqual({ 正在发: 'unknown', 排着的: 'sent' });
  });

  it('one that only slept sends nothing more, and writes down nothing over what the new holder knows', async () => {
    await first.app.start();
    await second.app.start();
    holdsBack = true;
    await say('睡着前', first);
    await expect.poll(() => texts(first)).toEqual(['睡着前']);
    second.sleeps(20_000);
    await second.app.tick();
    expect(second.running).toBe(true);
    // It wakes up in the middle: the server took the message, and there is more to say.
    await say('以后的', second);
    await expect.poll(() => texts(second)).toEqual(['以后的']);
    first.end({ outcome: 'refused', reason: 'busy', retry: true });
    await say('再以后', first);
    await first.app.flush();
    expect(texts(first)).toEqual(['睡着前']);
    await first.app.tick();
    expect(first.running).toBe(false);
    holdsBack = false;
    second.end({ outcome: 'sent' });
    await second.app.flush();
    expect(texts(second)).toEqual(['以后的', '再以后']);
    expect(await states(second.store)).toEqual({ 睡着前: 'unknown', 以后的: 'sent', 再以后: 'sent' });
  });

  it('one that could not reach the store for long is not sure any more, and sends nothing until it is', async () => {
    await first.app.start();
    first.sleeps(20_000);
    await say('等一等', first);
    await first.app.flush();
    expect(texts(first)).toEqual([]);
    await first.app.tick();
    await first.app.flush();
    expect(texts(first)).toEqual(['等一等']);
  });
});
