/** The whole program behind the real puppet, logged in, in a community that has no group yet. */
import { type App, createApp } from '../../src/app.ts';
import type { Channel } from '../../src/channel/channel.ts';
import type { WechatOptions } from '../../src/channel/wechat/wechat.ts';
import { standingClock } from '../../src/clock/clock.ts';
import { newCode } from '../../src/identity/codes.ts';
import { newLog } from '../../src/log.ts';
import { testCommunity } from '../support/community.ts';
import { testStore } from '../support/database.ts';
import { record } from './server/record.ts';
import type { Person, Room } from './server/world.ts';
import type { TestWorld } from './world.ts';

export interface Program {
  app: App;
  channel: Channel;
  /** Binds the group in which it is typed. */
  code: string;
  /** The next thing that the bot sends to a group or a person and that holds these words. */
  sent(to: Room | Person, words: string): Promise<string>;
  /** Says a line (now, if `at` is absent) and waits until the program has dealt with it and all that came before it. */
  said(where: Room | Person, who: Person, text: string, at?: Date): Promise<void>;
  /** Resolves when the program has taken in what bears these ids. */
  kept(ids: readonly string[]): Promise<void>;
  /** Ends the program and its world. */
  end(): Promise<void>;
}

/** @param now where the program's clock stands */
export async function startProgram(
  world: TestWorld,
  now: Date,
  options: Partial<WechatOptions> = {},
): Promise<Program> {
  const { server } = world;
  const store = await testStore();
  const { community } = await testCommunity(store.db, now);
  const code = await newCode(store.db, community, 'bind', now, 24);
  /** Ids of what the program has taken in. */
  const kept = record<string>();
  const wechat = world.channel({ botName: community.botName, ...options });
  const start: Channel['start'] = (onEvent) =>
    wechat.start(async (event) => {
      await onEvent(event);
      kept.add(event.id);
    });
  const channel = { ...wechat, start };
  const log = newLog(process.env['LOG_LEVEL'] ?? 'error');
  const app = createApp({
    db: store.db,
    community,
    clock: standingClock(now),
    log,
    channels: [channel],
    intervalMs: 0,
  });
  const starting = app.start();
  await server.scan();
  await starting;
  await world.online(1);
  return {
    app,
    channel,
    code,
    async sent(to, words) {
      const found = await server.sent.wait((one) => one.where === to && String(one.text).includes(words));
      return String(found.text);
    },
    async said(where, who, text, at) {
      const id = server.say(where, who, text, at && { at });
      await kept.wait((one) => one === id);
      await app.flush();
    },
    async kept(ids) {
      for (const id of ids) await kept.wait((one) => one === id);
    },
    async end() {
      await app.stop();
      await world.end();
      await store.close();
    },
  };
}
