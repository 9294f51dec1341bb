/** A clock that jumps an hour forward or back again and again while the days pass: nothing is said twice, nothing is lost. */
import { sql } from 'drizzle-orm';
import { type App, createApp } from '../../src/app.ts';
import type { Channel } from '../../src/channel/channel.ts';
import type { MovableClock } from '../../src/clock/clock.ts';
import { rows } from '../../src/db/db.ts';
import { migrate } from '../../src/db/migrate.ts';
import type { Store } from '../../src/db/open.ts';
import { bindRoom } from '../../src/identity/rooms.ts';
import { newLog } from '../../src/log.ts';
import { neighbourhood } from '../../src/neighbourhood.ts';
import { testCommunity } from '../support/community.ts';
import { leader } from './crowd.ts';
import type { Dice } from './dice.ts';
import type { Ledger } from './ledger.ts';
import type { Place } from './place.ts';

export interface ClockOptions {
  days: number;
}

interface Heard {
  to: string;
  text: string;
}

const hour = 3_600_000;
const minute = 60_000;
const begin = Date.parse('2026-11-29T10:00:00+08:00');
const helpers = ['林晓', '何平', '苏梅', '唐宁'];

/** A machine's clock: true time, which only grows, and how wrong it is at present. */
function newClock() {
  const state = { truth: begin, wrong: 0 };
  const clock: MovableClock = {
    now: () => new Date(state.truth + state.wrong),
    moveTo: () => {},
    ahead: () => 0,
  };
  return { state, clock };
}

/** The program with a channel that says to whom what was said; it has no receipts, so what is said twice is heard twice. */
async function open(store: Store, clock: MovableClock) {
  const { db } = store;
  const { community } = await testCommunity(db, clock.now());
  await bindRoom(db, community, 'local', { id: 'group', topic: '志愿服务群' }, null, clock.now());
  const heard: Heard[] = [];
  const channel: Channel = {
    name: 'local',
    account: 'local',
    capabilities: { groupRead: 'all', canPush: true, stableIds: true, receipts: false, pictures: true },
    start: async () => {},
    async send({ chat, text }) {
      heard.push({ to: chat.kind === 'group' ? '群' : chat.id, text });
      return { outcome: 'sent' };
    },
    state: () => ({ state: 'online', note: '' }),
    stop: async () => {},
  };
  const app: App = createApp({
    db,
    community,
    clock,
    log: newLog('error'),
    channels: [channel],
    intervalMs: 0,
    alone: true,
  });
  const people = neighbourhood({ db, community, clock }, () => app);
  await people.addPerson({ name: leader, role: 'leader' });
  for (const name of helpers) await people.addPerson({ name, role: 'volunteer' });
  await app.start();
  return { app, channel, heard };
}

export async function tortureByClock(place: Place, dice: Dice, ledger: Ledger, options: ClockOptions): Promise<void> {
  const store = await place.open();
  await migrate(store);
  const { state, clock } = newClock();
  const { app, channel, heard } = await open(store, clock);
  let said = 0;
  async function say(kind: 'group' | 'direct', from: string, text: string): Promise<void> {
    const at = clock.now().toISOString();
    const chat = { kind, id: kind === 'group' ? 'group' : from };
    const sender = { account: from, nickname: from, friend: true };
    await app.receive(channel, [{ type: 'message', id: `m${said++}`, chat, from: sender, at, text, mention: false }]);
    await app.flush();
  }
  try {
    let number = 0;
    for (let day = 0; day < options.days; day++) {
      const morning = begin + day * 24 * hour;
      const date = new Date(morning + 24 * hour);
      await say(
        'direct',
        leader,
        `发布活动 ${date.getUTCMonth() + 1}月${date.getUTCDate()}日上午10点到11点 清理楼道 5号楼 需要2人`,
      );
      await say('direct', leader, '是');
      number++;
      // Two have seats, two wait; the clock jumps between them, and the line keeps its order.
      for (const name of helpers) {
        await say('direct', name, `认领 ${number}`);
        state.wrong = dice.one([-hour, 0, hour]);
      }
      while (state.truth < morning + 24 * hour) {
        state.truth += (1 + dice.below(40)) * minute;
        if (dice.below(3) === 0) {
          state.wrong = dice.one([-hour, 0, hour]);
          ledger.did('jumps of the clock');
        }
        await app.tick();
        await app.flush();
      }
      ledger.did('days');
    }
    state.wrong = 0;
    state.truth += 3 * hour;
    await app.tick();
    await app.flush();
    await hold(store, heard, number, ledger);
  } finally {
    await app.stop();
    await store.close();
  }
}

async function hold(store: Store, heard: readonly Heard[], activities: number, ledger: Ledger): Promise<void> {
  const count = (words: string, to: string): number =>
    heard.filter((one) => one.to === to && one.text.includes(words)).length;
  const twice = heard.filter(
    (one, i) =>
      /提醒|快开始了|结束了|明天的活动|今天的情况/.test(one.text) &&
      heard.findIndex((other) => other.to === one.to && other.text === one.text) !== i,
  );
  ledger.hold('nothing is said twice to the same person', twice, []);
  ledger.hold('each end was told once', count('结束了', leader), activities);
  for (const name of helpers.slice(0, 2)) {
    ledger.hold(`${name} was reminded each evening before`, count('提醒您：明天', name), activities);
    ledger.hold(`${name} was told each time that it begins soon`, count('快开始了', name), activities);
  }
  const places = await rows<{ name: string; item: string }>(
    store.db,
    sql`select name, item_id as item from claims where state = 'waiting' order by item_id, since, id`,
  );
  const wanted = [...new Set(places.map(({ item }) => item))].flatMap(() => helpers.slice(2));
  ledger.hold(
    'every line kept its order',
    places.map(({ name }) => name),
    wanted,
  );
  ledger.hold(
    'nothing is left',
    [...(await rows(store.db, sql`select text, status from outbox where status not in ('sent', 'dropped')`))],
    [],
  );
}
