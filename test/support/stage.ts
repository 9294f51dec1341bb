/** The whole program with the local chat in a store of its own, played from a test. */

import { type App, createApp } from '../../src/app.ts';
import type { Channel } from '../../src/channel/channel.ts';
import { groupId } from '../../src/channel/local/incoming.ts';
import { localChannel } from '../../src/channel/local/local.ts';
import type { Person } from '../../src/channel/local/neighbourhood.ts';
import { standingClock } from '../../src/clock/clock.ts';
import type { Store } from '../../src/db/open.ts';
import { bindRoom } from '../../src/identity/rooms.ts';
import { newLog } from '../../src/log.ts';
import type { Adviser } from '../../src/model/ask.ts';
import { neighbourhood } from '../../src/neighbourhood.ts';
import { testCommunity } from './community.ts';
import { testStore } from './database.ts';

export interface Post {
  n: number;
  chat: 'group' | 'direct';
  from: string;
  to?: string;
  text: string;
  at: string;
}

export interface Stage {
  app: App;
  store: Store;
  say(chat: 'group' | 'direct', from: string, text: string, quote?: number): Promise<number>;
  recall(from: string, n: number): Promise<void>;
  /** ISO 8601 with offset. */
  moveClock(to: string): Promise<void>;
  /** What was said after message `n`. */
  after(n: number): Promise<Post[]>;
  add(person: Person): Promise<void>;
  /** Ends the program; the store stays open. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

export interface StageOptions {
  now: string;
  people: readonly Person[];
  /** A store that an earlier stage left. */
  store?: Store;
  /** A language model for what the rules cannot read. */
  adviser?: Adviser;
}

/** Sets up a community whose clock stands at `now`. */
export async function newStage({ now, people, store: given, adviser }: StageOptions): Promise<Stage> {
  const store = given ?? (await testStore());
  const { db } = store;
  const began = new Date(now);
  const { community } = await testCommunity(db, began);
  await bindRoom(db, community, 'local', { id: groupId, topic: '志愿服务群' }, null, began);
  const clock = standingClock(began);
  let app: App | undefined;
  const local = localChannel({
    db,
    communityId: community.id,
    botName: community.botName,
    groupName: '志愿服务群',
    mediaDir: '/nonexistent',
    neighbourhood: neighbourhood({ db, community, clock }, () => app!),
    demo: false,
  });
  const channels: Channel[] = [local];
  const log = newLog(process.env['LOG_LEVEL'] ?? 'error');
  app = createApp({ db, community, clock, log, channels, intervalMs: 0, ...(adviser ? { adviser } : {}) });
  await app.start();
  const stage = play(local.app, app, store);
  if (!given) for (const person of people) await stage.add(person);
  return stage;
}

function play(
  site: { request(path: string, init?: RequestInit): Response | Promise<Response> },
  app: App,
  store: Store,
): Stage {
  async function ask<T>(path: string, body?: object): Promise<T> {
    const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
    const response = await site.request(`http://127.0.0.1/local/api/${path}`, init);
    const answer = (await response.json()) as T & { error?: string };
    if (!response.ok) throw new Error(`${path}: ${answer.error}`);
    return answer;
  }
  return {
    app,
    store,
    say: async (chat, from, text, quote) =>
      (await ask<{ n: number }>('messages', { chat, from, text, ...(quote ? { quote } : {}) })).n,
    recall: async (from, n) => void (await ask('recall', { from, n })),
    moveClock: async (now) => void (await ask('clock', { now })),
    after: async (n) => (await ask<{ messages: Post[] }>(`messages?after=${n}`)).messages,
    add: async (person) => void (await ask('people', person)),
    stop: () => app.stop(),
    async close() {
      await app.stop();
      await store.close();
    },
  };
}
