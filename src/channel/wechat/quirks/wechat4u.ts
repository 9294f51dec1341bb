/** wechaty-puppet-wechat4u 1.14.14: web WeChat, with everything about it that has to be set right. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import type { Incoming } from '../../../chat/message.ts';
import { type Adapter, type AdapterParts, TimedOut, within } from '../adapter.ts';
import { saveMedia } from '../media.ts';
import type { Failure } from '../protocol.ts';
import type { Entry } from '../spool.ts';
import { type Core, isRoomId, isSessionGone, type Raw, rawSchema, retOf } from './wechat4u/core.ts';
import { type People, people as peopleOf } from './wechat4u/people.ts';
import { type Fetch, type Reader, type Reading, read } from './wechat4u/read.ts';
import {
  allowLoginAgain,
  giveEveryRoomAMemberList,
  leaveInsteadOfLoggingOut,
  leaveWhenSessionEnds,
  noteFriendList,
  type Puppet,
  reportSync,
  takeMessagesRaw,
  whenCoreIsMade,
} from './wechat4u/remedies.ts';
import { decode, readJoin, readRename, stripSender } from './wechat4u/text.ts';

const restSchema = z.object({ raw: rawSchema, before: z.array(z.string()).optional() });
/** How many ids of messages are remembered, for recalls and quotes. */
const REMEMBERED = 5000;

function remember(): { add(id: string): void; has(id: string): boolean } {
  const ids = new Set<string>();
  return {
    has: (id) => ids.has(id),
    add(id) {
      ids.add(id);
      if (ids.size > REMEMBERED) for (const oldest of [...ids].slice(0, REMEMBERED / 2)) ids.delete(oldest);
    },
  };
}

export function wechat4u({ bot, puppet: anyPuppet, settings, hands }: AdapterParts): Adapter {
  const puppet = anyPuppet as unknown as Puppet;
  const seen = remember();
  const sent = remember();
  const asked = new Map<string, number>();
  let friendsKnown = false;
  const core = (): Core => {
    if (!puppet.wechat4u) throw new Error('wechat4u is not started');
    return puppet.wechat4u;
  };
  const everyone = (): People => peopleOf(core(), friendsKnown);
  const reader = (before?: readonly string[]): Reader => ({
    people: everyone(),
    sentByUs: sent.has,
    seen: seen.has,
    special: core().CONF.SPECIALUSERS,
    ...(before && { before }),
  });

  whenCoreIsMade(puppet, (made) => {
    takeMessagesRaw(made, take);
    leaveInsteadOfLoggingOut(made, hands.leave);
    leaveWhenSessionEnds(made, hands.leave);
    reportSync(made, hands.sync);
    giveEveryRoomAMemberList(made);
    noteFriendList(made, () => {
      friendsKnown = true;
    });
  });
  allowLoginAgain(puppet, hands.leave);

  function take(message: unknown): void {
    const parsed = rawSchema.safeParse(message);
    if (!parsed.success) {
      hands.log('warn', 'a message without id or type was left out');
      return;
    }
    const raw = parsed.data;
    if (raw.MsgType === 51) void askForChats(raw);
    noteRename(core(), raw);
    const before = joinedRoom(raw) ? everyone().memberIds(raw.FromUserName) : undefined;
    const reading = read(raw, reader(before));
    seen.add(raw.MsgId);
    if (reading) hands.take(reading.event, { raw, ...(before && { before }) });
  }

  /** After login WeChat names the chats that were open last, groups among them that are in no list. */
  async function askForChats(raw: Raw): Promise<void> {
    const unknown = raw.StatusNotifyUserName.split(',').filter((id) => id && !core().contacts[id]);
    for (let at = 0; at < unknown.length; at += 50) {
      await ask(unknown.slice(at, at + 50)).catch((error) => hands.log('warn', `chats: ${error}`));
    }
  }

  async function ask(ids: string[]): Promise<void> {
    const list = ids.map((UserName) => ({ UserName, EncryChatRoomId: '' }));
    core().updateContacts(await within(settings.fetchLimit, core().batchGetContact(list)));
  }

  /** Asks for names that are missing, at most once in half a minute for the same chat. */
  async function learnNames(entry: Entry, raw: Raw, people: People): Promise<void> {
    const { chat, from, type } = entry.event;
    if (raw.MsgType === 37 || (type !== 'join' && people.knows(from.account, roomOf(entry.event)))) return;
    if (type !== 'join' && Date.now() - (asked.get(chat.id) ?? 0) < 30_000) return;
    asked.set(chat.id, Date.now());
    await ask([chat.id]).catch((error) => hands.log('warn', `names: ${error}`));
  }

  async function complete(entry: Entry): Promise<Incoming | undefined> {
    const rest = restSchema.safeParse(entry.rest);
    if (!rest.success) return entry.event;
    const { raw, before } = rest.data;
    await learnNames(entry, raw, everyone());
    const again = read(raw, reader(before));
    const known = everyone().knows(entry.event.from.account, roomOf(entry.event));
    const reading: Reading = again && known ? again : { ...again, event: entry.event };
    if (reading.event.type === 'friend' && raw.MsgType === 37) return acceptFriend(reading.event, raw);
    if (reading.event.type === 'join' && reading.event.who.length === 0) return undefined;
    return reading.fetch ? withMedia(reading.event, raw, reading.fetch) : reading.event;
  }

  async function acceptFriend(event: Incoming, raw: Raw): Promise<Incoming | undefined> {
    const asks = raw.RecommendInfo;
    if (!asks) return undefined;
    const already = ((core().contacts[asks.UserName]?.ContactFlag ?? 0) & 1) === 1;
    try {
      if (!already) await within(settings.fetchLimit, core().verifyUser(asks.UserName, asks.Ticket));
      return event;
    } catch (error) {
      hands.log('warn', `a friend request could not be accepted: ${error}`);
      return undefined;
    }
  }

  async function withMedia(event: Incoming, raw: Raw, fetch: Fetch): Promise<Incoming> {
    if (event.type !== 'message') return event;
    try {
      const bytes = await within(settings.fetchLimit, download(core(), raw, fetch));
      const kind = fetch === 'picture' || fetch === 'voice' ? fetch : 'file';
      const name = fetch === 'file' ? decode(raw.FileName) : undefined;
      return { ...event, text: '', attachment: await saveMedia(settings.dataDir, raw.MsgId, kind, bytes, name) };
    } catch (error) {
      hands.log('warn', `a ${fetch} could not be fetched: ${error}`);
      return event;
    }
  }

  const keepId = ({ MsgID }: { MsgID?: string }): string | undefined => {
    if (MsgID) sent.add(MsgID);
    return MsgID;
  };

  return {
    async start() {
      bot.on('scan', (qr) => hands.scan(qr));
      bot.on('error', (error) => hands.log('warn', `wechat4u: ${error.message}`));
      anyPuppet.on('login', () => hands.online(everyone().selfNames()[0] ?? ''));
      await bot.start();
    },
    complete,
    sendText: async (chatId, text) => keepId(await core().sendMsg(text, chatId)),
    sendPicture: async (chatId, media) => keepId(await core().sendPic(media, chatId)),
    async upload(chatId, file) {
      const { mediaId } = await core().uploadMedia(await readFile(file), basename(file), chatId);
      return mediaId;
    },
    outcomeOf,
    async setRemark(account, remark) {
      await within(settings.sendLimit, core().updateRemarkName(account, remark));
      // The list itself is told of it only some time later.
      const contact = core().contacts[account];
      if (contact) contact.RemarkName = remark;
      return true;
    },
    async members(chatId) {
      if (!isRoomId(chatId)) return undefined;
      await ask([chatId]);
      return everyone().members(chatId);
    },
    save: () => anyPuppet.memory.save(),
  };
}

const roomOf = (event: Incoming): string | undefined => (event.chat.kind === 'group' ? event.chat.id : undefined);

const greyLine = (raw: Raw): string => (raw.MsgType === 10_000 ? decode(stripSender(raw.Content).body) : '');
const joinedRoom = (raw: Raw): boolean => isRoomId(raw.FromUserName) && readJoin(greyLine(raw)) !== undefined;

/** The new name comes in the grey line first, in the list of groups later or not at all. */
function noteRename(core: Core, raw: Raw): void {
  const topic = readRename(greyLine(raw));
  const room = core.contacts[raw.FromUserName];
  if (topic && room) room.NickName = topic;
}

async function download(core: Core, raw: Raw, fetch: Fetch): Promise<Buffer> {
  const get = {
    picture: () => core.getMsgImg(raw.MsgId),
    voice: () => core.getVoice(raw.MsgId),
    video: () => core.getVideo(raw.MsgId),
    file: () => core.getDoc(raw.FromUserName, raw.MediaId, raw.FileName),
  }[fetch];
  const { data } = await get();
  if (data.length === 0) throw new Error('it is empty');
  return Buffer.from(data);
}

const neverReached = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;

/** wechat.md 9, 14, 15: 1205 is “too often”; a lost answer says nothing about the message. */
function outcomeOf(error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof TimedOut) return { outcome: 'unknown', reason };
  const ret = retOf(error);
  if (ret === 1205) return { outcome: 'refused', reason: 'Ret 1205: too often', retry: true, slow: true };
  if (isSessionGone(ret)) return { outcome: 'refused', reason: `Ret ${ret}: logged out`, retry: true };
  if (ret !== undefined) return { outcome: 'refused', reason: `Ret ${ret}`, retry: ret < 0 };
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && neverReached.test(code)) return { outcome: 'refused', reason: code, retry: true };
  return { outcome: 'unknown', reason };
}
