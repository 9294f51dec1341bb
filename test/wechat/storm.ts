/** A storm: everybody in a big group wants the same few seats, through the real puppet, at the pace of a real account. */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { createApp } from '../../src/app.ts';
import { realClock } from '../../src/clock/clock.ts';
import { rows } from '../../src/db/db.ts';
import type { Store } from '../../src/db/open.ts';
import { newCode } from '../../src/identity/codes.ts';
import { newLog } from '../../src/log.ts';
import { testCommunity } from '../support/community.ts';
import type { Person, Room } from './server/world.ts';
import { startWorld } from './world.ts';

export interface Storm {
  /** Names of those who have a seat, and of those who wait, in their order. */
  held: string[];
  waiting: string[];
  /** Group messages of the bot after the first claim. */
  messages: string[];
  /** From the last claim until the last of all had heard what became of theirs, in seconds. */
  seconds: number;
  /** Sends that were answered with 1205. */
  tooOften: number;
}

const surnames = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩'];
const given = [...'建国明丽秀英志强海燕春梅永福平安晓红桂芳'];
/** 300 names of three characters, none within another. */
const names = surnames.flatMap((surname) => given.map((first, i) => `${surname}${first}${given[(i * 7 + 3) % 20]}`));

/** 300 people claim within so many seconds, evenly. The store stays the caller's. */
export async function storm(store: Store, seats: number, withinSeconds: number): Promise<Storm> {
  const world = await startWorld({ botName: '小援' });
  const { server } = world;
  const leader = server.world.friend('周书记');
  const crowd = names.map((name) => server.world.stranger(name));
  const group = server.world.room('星光志愿服务群', [leader, ...crowd]);
  const clock = realClock();
  const { community } = await testCommunity(store.db, clock.now());
  const code = await newCode(store.db, community, 'bind', clock.now(), 24);
  const channels = [world.channel({ botName: '小援' })];
  const log = newLog(process.env['LOG_LEVEL'] ?? 'error');
  const pace = { intervalMs: 2_000, perMinute: 20 };
  const app = createApp({ db: store.db, community, clock, log, channels, ...pace });
  const hears = (where: Room | Person, words: string) =>
    server.sent.wait((one) => one.where === where && one.text.includes(words));
  try {
    await app.start();
    await server.scan();
    server.say(group, leader, `绑定 ${code}`);
    await hears(group, '志愿服务群了');
    server.say(leader, leader, `发布活动 下周六上午9点到11点 发年货 中心花园 需要${seats}人`);
    await hears(leader, '我理解的是');
    server.say(leader, leader, '是');
    await hears(group, '新活动');

    const before = server.sent.all.length;
    for (const person of crowd) {
      server.say(group, person, '认领 1');
      await pause((withinSeconds * 1000) / crowd.length);
    }
    const last = performance.now();
    const missing = new Set(names);
    await server.sent.wait((one) => {
      if (one.where === group) for (const name of missing) if (one.text.includes(name)) missing.delete(name);
      return missing.size === 0;
    });
    const seconds = (performance.now() - last) / 1000;
    const claims = await rows<{ name: string; state: string }>(
      store.db,
      sql`select name, state from claims where community_id = ${community.id} and state <> 'ended' order by since, id`,
    );
    const of = (state: string) => claims.filter((claim) => claim.state === state).map(({ name }) => name);
    const said = server.sent.all.slice(before).filter(({ where }) => where === group);
    const messages = said.map(({ text }) => text);
    return { held: of('held'), waiting: of('waiting'), messages, seconds, tooOften: server.tooOften.all.length };
  } finally {
    await app.stop();
    await world.end();
  }
}
