/**
 * The channel without any login: somebody pastes what was said in the group and posts by hand what the bot would say
 * there. A message is sent when it lies on the tray, where it stays until it is marked.
 */
import { Hono } from 'hono';
import { oneAtATime } from '../../one-at-a-time.ts';
import type { Channel, Outgoing, SendResult } from '../channel.ts';
import { api } from './api.ts';
import { pages } from './pages.tsx';
import { groupId, type PasteOptions, type Room } from './room.ts';
import { lay } from './tray.ts';
import { noSuchGroup, noSuchPerson, state } from './wording.ts';

/** The paste channel, and the routes under /paste of its page and its API (to be mounted by pages/server.ts). */
export function pasteChannel(options: PasteOptions): Channel & { app: Hono } {
  const room: Room = { ...options, inTurn: oneAtATime() };
  return {
    name: 'paste',
    account: 'paste',
    capabilities: { groupRead: 'all', canPush: true, stableIds: true, receipts: true, pictures: true },
    app: new Hono().route('/', pages(room)).route('/', api(room)),
    async start(onEvent) {
      room.onEvent = onEvent;
    },
    send: (message) => send(room, message),
    state: () => (room.onEvent ? { state: 'online', note: state.online } : { state: 'offline', note: state.stopped }),
    async stop() {
      // A piece that is being taken in is finished first.
      await room.inTurn(async () => {
        room.onEvent = undefined;
      });
    },
  };
}

async function send(room: Room, message: Outgoing): Promise<SendResult> {
  const { chat } = message;
  try {
    if (chat.kind === 'group' && chat.id !== groupId)
      return { outcome: 'refused', reason: noSuchGroup(chat.id), retry: false };
    if (chat.kind === 'direct' && !(await room.desk.settledNames()).has(chat.id))
      return { outcome: 'refused', reason: noSuchPerson(chat.id), retry: false };
    await lay(room.db, room.communityId, room.mediaDir, message, room.desk.now());
    if (chat.kind === 'direct') await room.desk.laidFor(chat.id);
    return { outcome: 'sent', id: message.id };
  } catch (error) {
    // The id makes a second try harmless, also when it lay there already and only the answer was lost.
    return { outcome: 'refused', reason: error instanceof Error ? error.message : String(error), retry: true };
  }
}
