/** A local chat with an echo in place of the program: enough to test the channel, its API and its page. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localChannel } from '../../src/channel/local/local.ts';
import type { Neighbourhood, Person } from '../../src/channel/local/neighbourhood.ts';
import type { Incoming } from '../../src/chat/message.ts';
import { newId } from '../../src/db/columns.ts';
import type { Db } from '../../src/db/db.ts';
import { site } from '../../src/pages/server.ts';

export const botName = '小援';

/** Something that falls due: said in the group, or to one person. */
export interface Due {
  at: string;
  text: string;
  to?: string;
}

/** What the echo keeps, so that a second channel can stand for the program after a restart. */
export interface EchoWorld {
  community: string;
  people: Person[];
  now: Date;
  due: Due[];
  received: Incoming[];
}

export function echoWorld(start: Partial<EchoWorld> = {}): EchoWorld {
  return {
    community: newId(),
    people: [],
    now: new Date('2026-11-27T07:00:00+08:00'),
    due: [],
    received: [],
    ...start,
  };
}

/** In a direct chat the echo answers “收到：…”, in the group it answers who mentions it. */
function answer(event: Incoming): string | undefined {
  if (event.type !== 'message') return undefined;
  if (event.chat.kind === 'group') return event.mention ? '在的。想参加就回复“认领 12”。' : undefined;
  return `收到：${event.attachment?.transcript ?? (event.text || '[图片]')}`;
}

/** Puts a local channel before an echo. `hold` stands for a program that cannot take anything in. */
export async function echoRoom(
  db: Db,
  world: EchoWorld,
  options: {
    demo?: boolean;
    hold?: boolean;
    /** Why it cannot, as Postgres names it. */
    holdCode?: string;
    mediaDir?: string;
  } = {},
) {
  let work: Promise<unknown> = Promise.resolve();
  let sent = 0;
  const neighbourhood: Neighbourhood = {
    people: async () => world.people,
    async addPerson(person) {
      if (world.people.some(({ name }) => name === person.name)) return 'exists';
      world.people.push(person);
      return 'added';
    },
    now: () => world.now,
    async moveClock(to) {
      const due = world.due.filter(({ at }) => new Date(at) <= to).sort((a, b) => a.at.localeCompare(b.at));
      for (const item of due) {
        world.due.splice(world.due.indexOf(item), 1);
        world.now = new Date(item.at);
        await channel.send({
          id: `due-${item.at}`,
          chat: item.to ? { kind: 'direct', id: item.to } : { kind: 'group', id: 'group' },
          text: item.text,
        });
      }
      world.now = to;
    },
    settled: async () => {
      await work;
    },
  };
  const mediaDir = options.mediaDir ?? (await mkdtemp(join(tmpdir(), 'local-chat-')));
  const channel = localChannel({
    db,
    communityId: world.community,
    botName,
    groupName: '演示小区志愿服务群',
    mediaDir,
    neighbourhood,
    demo: options.demo ?? false,
  });
  const run = `${Math.random()}`;
  await channel.start(async (event) => {
    if (options.hold) throw Object.assign(new Error('the inbox is away'), { code: options.holdCode });
    if (world.received.some(({ id }) => id === event.id)) return;
    world.received.push(event);
    const text = answer(event);
    const id = `echo-${run}-${sent++}`;
    if (text) work = work.then(() => channel.send({ id, chat: event.chat, text }));
  });
  const faults: Error[] = [];
  const app = site([channel.app], '/local', (error) => faults.push(error));
  return { channel, app, mediaDir, faults, received: world.received };
}
