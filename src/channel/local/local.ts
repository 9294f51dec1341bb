/** The chat in the browser: for newcomers, demonstrations, and tests of the whole. */
import { Hono } from 'hono';
import { oneAtATime } from '../../one-at-a-time.ts';
import type { Channel } from '../channel.ts';
import { api } from './api.ts';
import { bell } from './bell.ts';
import { demoPeople } from './demo.ts';
import { groupId } from './incoming.ts';
import type { Neighbourhood } from './neighbourhood.ts';
import { pages } from './pages.tsx';
import { handOverWaiting, type Room, type RoomOptions, send } from './room.ts';
import { online, stopped } from './wording.ts';

export interface LocalOptions extends RoomOptions {
  /** Fill an empty community with the demo people when the channel starts. */
  demo: boolean;
}

/** The local channel, and the routes under /local of its page and its API (to be mounted by pages/server.ts). */
export function localChannel(options: LocalOptions): Channel & { app: Hono } {
  const { demo, ...rest } = options;
  const room: Room = { ...rest, bell: bell(), inTurn: oneAtATime() };
  return {
    name: 'local',
    account: 'local',
    capabilities: { groupRead: 'all', canPush: true, stableIds: true, receipts: true, pictures: true },
    app: new Hono().route('/', pages(room)).route('/', api(room)),
    async start(onEvent) {
      if (demo) await seed(room.neighbourhood);
      room.onEvent = onEvent;
      await handOverWaiting(room);
    },
    send: (message) => send(room, message),
    state: () => (room.onEvent ? { state: 'online', note: online } : { state: 'offline', note: stopped }),
    async members(chatId) {
      if (chatId !== groupId) return undefined;
      return (await room.neighbourhood.people()).map(({ name }) => ({
        account: name,
        nickname: name,
        roomAlias: name,
        friend: true,
      }));
    },
    async stop() {
      // What is being handed over is finished first; what comes later waits in the table.
      await room.inTurn(async () => {
        room.onEvent = undefined;
      });
    },
  };
}

async function seed(neighbourhood: Neighbourhood): Promise<void> {
  if ((await neighbourhood.people()).length > 0) return;
  for (const person of demoPeople) await neighbourhood.addPerson(person);
}
