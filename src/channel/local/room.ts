/** The local chat room: what people write goes into the table and is handed over; what the bot sends goes into the table. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Incoming } from '../../chat/message.ts';
import type { Db } from '../../db/db.ts';
import type { InTurn } from '../../one-at-a-time.ts';
import type { Refusal } from '../../pages/requests.ts';
import type { Outgoing, SendResult } from '../channel.ts';
import type { Bell } from './bell.ts';
import { groupId, incoming } from './incoming.ts';
import { keepPicture } from './media.ts';
import type { Neighbourhood } from './neighbourhood.ts';
import { append, blank, blankQuotes, markHandedOver, type NewMessage, one, waiting } from './queries.ts';
import type { LocalMessage } from './tables.ts';
import { noSuchGroup, noSuchPerson, recallText, refusals } from './wording.ts';

const recallWindow = 2 * 60_000;
/** What could not be handed over is tried again after so many milliseconds. */
const tryAgainMs = 1_000;

export interface RoomOptions {
  db: Db;
  communityId: string;
  botName: string;
  /** What the group is called on the page. */
  groupName: string;
  /** DATA_DIR/media. */
  mediaDir: string;
  neighbourhood: Neighbourhood;
}

export interface Room extends RoomOptions {
  bell: Bell;
  /** Absent until the channel is started. */
  onEvent?: ((event: Incoming) => Promise<void>) | undefined;
  /** Hands over one at a time, so that the inbox gets messages in the order of their numbers. */
  inTurn: InTurn;
  /** Something in the table may wait to be handed over again; and whether somebody is at it. */
  behind?: boolean;
  catchingUp?: boolean;
}

/** Hands one row over to the inbox. Safe to repeat: the inbox knows the id. */
async function handOver(room: Room, row: LocalMessage): Promise<void> {
  if (!room.onEvent) return;
  if (row.recalls !== null) {
    await blank(room.db, room.communityId, row.recalls);
    await blankQuotes(room.db, room.communityId, row.recalls);
  }
  await room.onEvent(incoming(room, row));
  await markHandedOver(room.db, room.communityId, row.n);
}

/** Hands over what a crash left behind. */
export async function handOverWaiting(room: Room): Promise<void> {
  for (const row of await waiting(room.db, room.communityId)) await room.inTurn(() => handOver(room, row));
}

/** What is in the table is seen by everybody, so it is handed over as soon as that can be, also when nobody says it again. */
async function catchUp(room: Room): Promise<void> {
  room.behind = true;
  if (room.catchingUp) return;
  room.catchingUp = true;
  while (room.behind && room.onEvent) {
    await pause(tryAgainMs, undefined, { ref: false });
    room.behind = false;
    await handOverWaiting(room).catch(() => {
      room.behind = true;
    });
  }
  room.catchingUp = false;
}

/** Somebody says something: kept, shown and handed over. The same `dedupeKey` again gives the message that is there. */
export async function say(room: Room, message: Omit<NewMessage, 'handedOver' | 'at'>): Promise<LocalMessage> {
  return room.inTurn(async () => {
    const at = room.neighbourhood.now();
    try {
      const added = await append(room.db, room.communityId, { ...message, handedOver: false, at });
      room.bell.ring();
      if (!added.message.handedOver) await handOver(room, added.message);
      return added.message;
    } catch (error) {
      // It may be in the table all the same: only the answer may have been lost.
      void catchUp(room);
      throw error;
    }
  });
}

/** Takes a message back: its sender, within two minutes of the chat's clock, as in WeChat. */
export async function recall(room: Room, from: string, n: number): Promise<LocalMessage | Refusal> {
  const row = await one(room.db, room.communityId, n);
  if (!row || row.kind === 'recall') return refusals.notThere(n);
  if (row.fromName !== from) return refusals.notYours;
  if (row.recalled) return refusals.recalledAlready;
  if (room.neighbourhood.now().getTime() - row.at.getTime() > recallWindow) return refusals.tooLate;
  const mark = await say(room, {
    chat: row.chat,
    fromName: from,
    toName: row.toName,
    kind: 'recall',
    text: recallText,
    recalls: n,
    dedupeKey: `recall:${n}`,
  });
  room.bell.ring();
  return mark;
}

/** The bot says something. Never throws; the same outgoing id again is sent, and shown once. */
export async function send(room: Room, message: Outgoing): Promise<SendResult> {
  try {
    const { chat } = message;
    if (chat.kind === 'group' && chat.id !== groupId)
      return { outcome: 'refused', reason: noSuchGroup(chat.id), retry: false };
    if (chat.kind === 'direct' && !(await room.neighbourhood.people()).some(({ name }) => name === chat.id))
      return { outcome: 'refused', reason: noSuchPerson(chat.id), retry: false };
    const picture = message.picture === undefined ? undefined : await keepPicture(room.mediaDir, message.picture);
    const added = await append(room.db, room.communityId, {
      chat: chat.kind,
      fromName: room.botName,
      toName: chat.kind === 'direct' ? chat.id : null,
      kind: picture ? 'picture' : 'text',
      text: message.text,
      file: picture?.file,
      mediaType: picture?.mediaType,
      bytes: picture?.bytes,
      mentions: message.mention?.map(({ name }) => name),
      dedupeKey: `out:${message.id}`,
      handedOver: true,
      at: room.neighbourhood.now(),
    });
    if (added.fresh) room.bell.ring();
    return { outcome: 'sent', id: `local:${added.message.n}` };
  } catch (error) {
    // The key makes a second try harmless, also when the row was written and only the answer was lost.
    return { outcome: 'refused', reason: error instanceof Error ? error.message : String(error), retry: true };
  }
}
