/**
 * How long people wait for an answer in WeChat: from the moment the server has a message to the moment it has the bot's answer,
 * through the real puppet. Beside the program the smallest bot there is (ding-dong.ts): each has a server of its own, and they
 * are asked by turns, so that whatever else the machine does falls on both.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createApp } from '../src/app.ts';
import { wechatChannel } from '../src/channel/wechat/wechat.ts';
import { standingClock } from '../src/clock/clock.ts';
import { openCommunity } from '../src/community.ts';
import { readConfig } from '../src/config.ts';
import { migrate } from '../src/db/migrate.ts';
import { openStore } from '../src/db/open.ts';
import { newLog } from '../src/log.ts';
import { type Server, startServer } from '../test/wechat/server/server.ts';
import type { Person } from '../test/wechat/server/world.ts';
import { inFolder } from './folder.ts';
import { now, openItems } from './house.ts';
import { type Line, type Measurement, quantile } from './measurement.ts';

const people = 10;
const claimsEach = 10;
const goal = 1.3;

/** Milliseconds from what somebody says to the bot alone until an answer with these words. */
async function answerTime(server: Server, who: Person, text: string, words: string): Promise<number> {
  const toThem = (one: { where: unknown; text: string }) => one.where === who && one.text.includes(words);
  const before = server.sent.all.filter(toThem).length;
  const began = performance.now();
  server.say(who, who, text);
  await server.sent.several(before + 1, toThem);
  return performance.now() - began;
}

interface Bot {
  server: Server;
  friends: Person[];
  end(): Promise<void>;
}

const newServer = async (): Promise<Pick<Bot, 'server' | 'friends'>> => {
  const server = await startServer({ botName: '小援', mostSends: Number.POSITIVE_INFINITY });
  return { server, friends: Array.from({ length: people }, (_, i) => server.world.friend(`邻居${i}`)) };
};

async function startDingDong(folder: string): Promise<Bot> {
  const { server, friends } = await newServer();
  const bot: ChildProcess = fork(fileURLToPath(new URL('./ding-dong.ts', import.meta.url)), {
    execArgv: ['--import', import.meta.resolve('tsx')],
    env: { ...process.env, ...server.env, CARD: `${folder}/ding-dong`, WECHATY_LOG: 'silent' },
    stdio: 'ignore',
  });
  await server.scan();
  const end = async () => {
    bot.kill('SIGKILL');
    await server.close();
  };
  return { server, friends, end };
}

/** The program on the embedded store, with more activities open than anybody claims, and no pace. */
async function startHouse(dataDir: string): Promise<Bot> {
  const { server, friends } = await newServer();
  const store = await openStore({ dataDir });
  await migrate(store);
  const { db } = store;
  const { community } = await openCommunity(db, readConfig({}), now);
  const log = newLog('error');
  const channel = wechatChannel({
    puppet: 'wechaty-puppet-wechat4u',
    botName: '小援',
    dataDir,
    log: newLog('silent'),
    env: server.env,
  });
  const app = createApp({ db, community, clock: standingClock(now), log, channels: [channel], intervalMs: 0 });
  await openItems({ app, db, community, channel }, claimsEach, people);
  await app.start();
  await server.scan();
  const end = async () => {
    await app.stop();
    await store.close();
    await server.close();
  };
  return { server, friends, end };
}

async function run(): Promise<Line[]> {
  return inFolder(async (folder) => {
    const bare = await startDingDong(folder);
    const house = await startHouse(folder);
    // Who writes for the first time is greeted: that is no claim.
    for (const [i, friend] of house.friends.entries()) {
      await answerTime(house.server, friend, '帮助', '');
      await answerTime(bare.server, bare.friends[i]!, 'ding', 'dong');
    }
    const [dings, claims]: [number[], number[]] = [[], []];
    for (let number = 1; number <= claimsEach; number++)
      for (let i = 0; i < people; i++) {
        dings.push(await answerTime(bare.server, bare.friends[i]!, 'ding', 'dong'));
        claims.push(await answerTime(house.server, house.friends[i]!, `认领 ${number}`, '记下了'));
      }
    await bare.end();
    await house.end();
    const ratio = quantile(claims, 0.5) / quantile(dings, 0.5);
    const ms = (what: string, times: number[]): Line => ({
      what,
      value: `median ${quantile(times, 0.5).toFixed(0)} ms, 95th percentile ${quantile(times, 0.95).toFixed(0)} ms`,
    });
    return [
      ms('a bare ding-dong bot', dings),
      ms('a claim', claims),
      { what: 'a claim : ding-dong, medians', value: ratio.toFixed(2), goal: `≤ ${goal}`, reached: ratio <= goal },
    ];
  });
}

export const wechat: Measurement = {
  name: 'wechat',
  title: `Answer time in WeChat through the real puppet, ${people * claimsEach} direct messages to each bot by turns, no pace`,
  run,
};
