/**
 * How long people wait for an answer in WeChat: from the moment the server has a message to the moment it has the
 * bot's answer, through the real puppet. `node --import tsx bench/wechat.ts` measures the smallest bot there is.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Server, startServer } from '../test/wechat/server/server.ts';
import type { Person, Room } from '../test/wechat/server/world.ts';

/** Milliseconds. */
export interface Times {
  count: number;
  median: number;
  p95: number;
  longest: number;
}

export interface Question {
  where: Room | Person;
  who: Person;
  text: string;
}

/** Asks `count` times, each when the one before is answered, and times the answers that come to the same chat. */
export async function measureAnswers(server: Server, ask: (index: number) => Question, count: number): Promise<Times> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    const { where, who, text } = ask(index);
    const answered = (one: { where: Room | Person }) => one.where === where;
    const before = server.sent.all.filter(answered).length;
    const began = performance.now();
    server.say(where, who, text);
    await server.sent.several(before + 1, answered);
    times.push(performance.now() - began);
  }
  return summary(times);
}

/** Asks all at once and times from the first question to the last answer, in ms. */
export async function measureBurst(server: Server, questions: Question[]): Promise<number> {
  const before = server.sent.all.length;
  const began = performance.now();
  server.sayAll(questions.map(({ where, who, text }) => [where, who, text]));
  await server.sent.several(before + questions.length);
  return performance.now() - began;
}

function summary(times: number[]): Times {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { count: times.length, median: at(0.5), p95: at(0.95), longest: at(1) };
}

/** Starts the ding-dong bot and logs it in. */
export async function startDingDong(server: Server, folder: string): Promise<ChildProcess> {
  const bot = fork(fileURLToPath(new URL('./ding-dong.ts', import.meta.url)), {
    execArgv: ['--import', import.meta.resolve('tsx')],
    env: { ...process.env, ...server.env, CARD: join(folder, 'ding-dong'), WECHATY_LOG: 'silent' },
    stdio: 'ignore',
  });
  await server.scan();
  return bot;
}

async function main(): Promise<void> {
  const server = await startServer();
  const folder = await mkdtemp(join(tmpdir(), 'ding-dong-'));
  const friend = server.world.friend('王达');
  const room = server.world.room('星援群', [friend]);
  const bot = await startDingDong(server, folder);
  const ask = (where: Room | Person) => () => ({ where, who: friend, text: 'ding' });
  await measureAnswers(server, ask(friend), 1);
  console.log('direct', await measureAnswers(server, ask(friend), 100));
  console.log('group', await measureAnswers(server, ask(room), 100));
  const burst = await measureBurst(server, Array.from({ length: 50 }, ask(room)));
  console.log(`50 at once in the group: ${Math.round(burst)} ms`);
  bot.kill('SIGKILL');
  await server.close();
  await rm(folder, { recursive: true, force: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
