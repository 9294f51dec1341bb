/** wechaty-puppet-wechat4u 1.14.14: web WeChat, with everything about it that has to be set right. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Adapter, type AdapterParts, type Hands, within } from '../adapter.ts';
import { completing, type Rest } from './wechat4u/complete.ts';
import { type Core, isRoomId, type Raw, rawSchema } from './wechat4u/core.ts';
import { outcomeOf } from './wechat4u/outcome.ts';
import { read } from './wechat4u/read.ts';
import {
  allowLoginAgain,
  giveEveryRoomAMemberList,
  leaveInsteadOfLoggingOut,
  leaveWhenSessionEnds,
  noteFriendList,
  type Puppet,
  reportSync,
  spareQuestions,
  takeMessagesRaw,
  whenCoreIsMade,
} from './wechat4u/remedies.ts';
import { createSession, type Session } from './wechat4u/session.ts';
import { decode, readJoin, readRename, stripSender } from './wechat4u/text.ts';

export function wechat4u({ bot, puppet: anyPuppet, settings, hands }: AdapterParts): Adapter {
  const puppet = anyPuppet as unknown as Puppet;
  const session = createSession(puppet, settings);
  whenCoreIsMade(puppet, (core) => {
    takeMessagesRaw(
      core,
      (message) => take(message, session, hands),
      (error) => hands.log('error', `a message could not be read: ${error}`),
    );
    leaveInsteadOfLoggingOut(core, hands.leave);
    leaveWhenSessionEnds(core, hands.leave);
    reportSync(core, hands.sync);
    giveEveryRoomAMemberList(core);
    noteFriendList(core, session.friendsAreKnown);
  });
  allowLoginAgain(puppet, hands.leave);
  spareQuestions(puppet);

  const save = anyPuppet.memory.save.bind(anyPuppet.memory);
  // The puppet keeps the login some time after it told of it: whoever kills us in between would have to scan again.
  anyPuppet.memory.save = async () => {
    await save();
    if (anyPuppet.isLoggedIn) hands.online();
  };

  const keepId = ({ MsgID }: { MsgID?: string }): string | undefined => {
    if (MsgID) session.sent.add(MsgID);
    return MsgID;
  };
  return {
    async start() {
      bot.on('scan', (qr) => hands.scan(qr));
      bot.on('error', (error) => hands.log('warn', `wechat4u: ${error.message}`));
      await bot.start();
    },
    complete: completing(session, settings, hands),
    sendText: async (chatId, text) => keepId(await session.core().sendMsg(text, chatId)),
    sendPicture: async (chatId, media) => keepId(await session.core().sendPic(media, chatId)),
    upload: async (chatId, file) =>
      (await session.core().uploadMedia(await readFile(file), basename(file), chatId)).mediaId,
    outcomeOf,
    async setRemark(account, remark) {
      await within(settings.sendLimit, session.core().updateRemarkName(account, remark));
      // The list of friends is told of it only some time later [13].
      const contact = session.core().contacts[account];
      if (contact) contact.RemarkName = remark;
      return true;
    },
    async members(chatId) {
      if (!isRoomId(chatId)) return undefined;
      await session.ask([chatId]);
      return session.people().members(chatId);
    },
    async friends() {
      await within(settings.fetchLimit, session.friendsCame);
      return session.people().friends();
    },
    groups: async () => session.people().groups(),
    // The account's own id changes with all others.
    session: () => puppet.wechat4u?.user?.UserName || undefined,
    save,
  };
}

/** Keeps one message as it came from the server, before anything is asked or fetched for it. */
function take(message: unknown, session: Session, hands: Hands): void {
  const parsed = rawSchema.safeParse(message);
  if (!parsed.success) {
    hands.log('warn', 'a message without id or type was left out');
    return;
  }
  const raw = parsed.data;
  const grey = raw.MsgType === 10_000 ? decode(stripSender(raw.Content).body) : '';
  noteRename(session.core(), raw, grey);
  if (raw.MsgType === 51) void askForChats(raw, session, hands);
  const before =
    isRoomId(raw.FromUserName) && readJoin(grey) ? session.people().memberIds(raw.FromUserName) : undefined;
  const reading = read(raw, session.reader(before));
  session.seen.add(raw.MsgId);
  if (reading) hands.take(reading.event, { raw, ...(before && { before }) } satisfies Rest);
}

/** The new name comes in the grey line first, in the list of groups later or not at all. */
function noteRename(core: Core, raw: Raw, grey: string): void {
  const topic = readRename(grey);
  const room = core.contacts[raw.FromUserName];
  if (topic && room) room.NickName = topic;
}

/** After login WeChat names the chats that were open last, groups among them that are in no list. */
async function askForChats(raw: Raw, session: Session, hands: Hands): Promise<void> {
  const unknown = raw.StatusNotifyUserName.split(',').filter((id) => id && !session.core().contacts[id]);
  for (let at = 0; at < unknown.length; at += 50) {
    await session.ask(unknown.slice(at, at + 50)).catch((error) => hands.log('warn', `chats: ${error}`));
  }
}
