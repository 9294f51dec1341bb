/** Any puppet, in Wechaty's own words. What a puppet needs beyond them stands in `quirks/`. */
import { createRequire } from 'node:module';
import type { Contact, Friendship, Room, Message as Said } from 'wechaty';
import { type Puppet, types } from 'wechaty-puppet';
import type { Attachment, Incoming, Message, Sender } from '../../chat/message.ts';
import { type Adapter, type AdapterParts, TimedOut, within } from './adapter.ts';
import { saveMedia } from './media.ts';
import { exitCode, type Failure, type Member } from './protocol.ts';
import { mentions, unfoldQuote } from './words.ts';

type File = Parameters<Puppet['messageSendFile']>[1];
/** Wechaty's own copy of file-box: the puppets take its files only. */
const { FileBox } = createRequire(createRequire(import.meta.url).resolve('wechaty'))('file-box') as {
  FileBox: { fromFile(path: string): File };
};

const { Message: Kind } = types;
const media = new Map<types.Message, Attachment['kind']>([
  [Kind.Image, 'picture'],
  [Kind.Audio, 'voice'],
  [Kind.Attachment, 'file'],
  [Kind.Video, 'file'],
]);
const placeholder: { [kind in Attachment['kind']]: string } = { picture: '[图片]', voice: '[语音]', file: '[文件]' };
const wordy = new Set([Kind.Text, Kind.GroupNote, Kind.Location]);

export function plain({ bot, puppet, settings, hands }: AdapterParts): Adapter {
  let tail: Promise<void> = Promise.resolve();

  /** One after the other, in the order of the events: turning one into our words asks for names and takes time. */
  const inTurn = (make: () => Promise<Incoming | undefined>): void => {
    tail = tail
      .then(() => within(settings.fetchLimit * 2, make()))
      .then((event) => event && hands.take(event))
      .catch((error) => hands.log('warn', `an event could not be read: ${error}`));
  };

  async function sender(contact: Contact, room?: Room): Promise<Sender> {
    const roomAlias = await room?.alias(contact).catch(() => undefined);
    const remark = await contact.alias();
    const friend = contact.friend();
    return {
      account: contact.id,
      nickname: contact.name(),
      ...(roomAlias && { roomAlias }),
      ...(remark && { remark }),
      ...(friend !== undefined && { friend }),
    };
  }

  async function read(said: Said): Promise<Incoming | undefined> {
    if (said.self()) return undefined;
    const room = said.room();
    const talker = said.talker();
    const base = {
      id: said.id,
      from: await sender(talker, room),
      at: said.date().toISOString(),
      chat: room
        ? { kind: 'group' as const, id: room.id, topic: await room.topic() }
        : { kind: 'direct' as const, id: talker.id },
    };
    if (said.type() === Kind.Recalled) return { type: 'recall', ...base, recalled: said.text() };
    return withMedia(said, { type: 'message', ...base, ...(await readText(said, room)) });
  }

  async function readText(said: Said, room: Room | undefined): Promise<Pick<Message, 'text' | 'mention' | 'quote'>> {
    const whole = wordy.has(said.type()) ? said.text() : '';
    const names = [bot.currentUser.name(), (await room?.alias(bot.currentUser).catch(() => '')) ?? ''];
    const quote = unfoldQuote(whole);
    const text = quote?.own ?? whole;
    return {
      text,
      mention: room !== undefined && mentions(text, names),
      ...(quote && { quote: { name: quote.name, text: quote.quoted, mine: names.includes(quote.name) } }),
    };
  }

  async function withMedia(said: Said, message: Message): Promise<Message> {
    const kind = media.get(said.type());
    if (!kind) return message;
    try {
      const box = await within(settings.fetchLimit, said.toFileBox());
      const bytes = await within(settings.fetchLimit, box.toBuffer());
      const name = kind === 'file' ? box.name : undefined;
      return { ...message, attachment: await saveMedia(settings.dataDir, said.id, kind, bytes, name) };
    } catch (error) {
      hands.log('warn', `a ${kind} could not be fetched: ${error}`);
      return { ...message, text: placeholder[kind] };
    }
  }

  async function befriend(friendship: Friendship): Promise<Incoming | undefined> {
    if (friendship.type() === types.Friendship.Receive) await friendship.accept();
    else if (friendship.type() !== types.Friendship.Confirm) return undefined;
    const from = { ...(await sender(friendship.contact())), friend: true };
    const at = new Date().toISOString();
    const chat = { kind: 'direct' as const, id: from.account };
    return { type: 'friend', id: friendship.id, chat, from, at, hello: friendship.hello() };
  }

  async function joined(room: Room, people: Contact[], by: Contact, date: Date): Promise<Incoming> {
    const who = await Promise.all(people.map((one) => sender(one, room)));
    const at = date.toISOString();
    const id = `join-${room.id}-${at}-${who.map(({ account }) => account).join()}`;
    const chat = { kind: 'group' as const, id: room.id, topic: await room.topic() };
    return { type: 'join', id, chat, from: await sender(by, room), at, who };
  }

  return {
    async start() {
      bot.on('scan', (qr) => hands.scan(qr));
      bot.on('login', (user) => hands.online(user.name()));
      bot.on('logout', () => hands.leave(exitCode.sessionGone));
      bot.on('heartbeat', () => hands.sync());
      bot.on('error', (error) => hands.log('warn', `puppet: ${error.message}`));
      bot.on('message', (said) => inTurn(() => read(said)));
      bot.on('friendship', (friendship) => inTurn(() => befriend(friendship)));
      bot.on('room-join', (room, people, by, date) => inTurn(() => joined(room, people, by, date ?? new Date())));
      await bot.start();
    },
    complete: async ({ event }) => event,
    sendText: async (chatId, text) => (await puppet.messageSendText(chatId, text)) ?? undefined,
    sendPicture: async (chatId, file) => (await puppet.messageSendFile(chatId, FileBox.fromFile(file))) ?? undefined,
    upload: async (_, file) => file,
    outcomeOf,
    async setRemark(account, remark) {
      await within(settings.sendLimit, puppet.contactAlias(account, remark));
      return true;
    },
    async members(chatId) {
      const room = await bot.Room.find({ id: chatId });
      const all = (await room?.memberAll()) ?? [];
      return room && Promise.all(all.map((one): Promise<Member> => sender(one, room)));
    },
    save: () => puppet.memory.save(),
  };
}

/** Puppets do not agree on how they say no, so only the silence of a limit and an error's text are known. */
function outcomeOf(error: unknown): Failure {
  if (error instanceof TimedOut) return { outcome: 'unknown', reason: error.message };
  return { outcome: 'unknown', reason: error instanceof Error ? error.message : String(error) };
}
