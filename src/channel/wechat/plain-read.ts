/** Wechaty's own objects in our words. */
import type { Contact, Friendship, Room, Message as Said } from 'wechaty';
import { types } from 'wechaty-puppet';
import type { Attachment, Incoming, Message, Sender } from '../../chat/message.ts';
import { type AdapterParts, within } from './adapter.ts';
import { saveMedia } from './media.ts';
import { mentions, unfoldQuote } from './words.ts';

const { Message: Kind } = types;
const media = new Map<types.Message, Attachment['kind']>([
  [Kind.Image, 'picture'],
  [Kind.Audio, 'voice'],
  [Kind.Attachment, 'file'],
  [Kind.Video, 'file'],
]);
const placeholder: { [kind in Attachment['kind']]: string } = { picture: '[图片]', voice: '[语音]', file: '[文件]' };
const wordy = new Set([Kind.Text, Kind.GroupNote, Kind.Location]);

export async function readSender(contact: Contact, room?: Room): Promise<Sender> {
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

/** Undefined for what the account itself wrote. */
export async function readMessage(said: Said, parts: AdapterParts): Promise<Incoming | undefined> {
  if (said.self()) return undefined;
  const room = said.room();
  const talker = said.talker();
  const base = {
    id: said.id,
    from: await readSender(talker, room),
    at: said.date().toISOString(),
    chat: room
      ? { kind: 'group' as const, id: room.id, topic: await room.topic() }
      : { kind: 'direct' as const, id: talker.id },
  };
  if (said.type() === Kind.Recalled) return { type: 'recall', ...base, recalled: said.text() };
  return withMedia(said, { type: 'message', ...base, ...(await readText(said, room, parts)) }, parts);
}

async function readText(
  said: Said,
  room: Room | undefined,
  { bot, settings }: AdapterParts,
): Promise<Pick<Message, 'text' | 'mention' | 'quote'>> {
  const whole = wordy.has(said.type()) ? said.text() : '';
  const alias = await room?.alias(bot.currentUser).catch(() => '');
  const names = [bot.currentUser.name(), alias ?? '', settings.botName];
  const quote = unfoldQuote(whole);
  const text = quote?.own ?? whole;
  return {
    text,
    mention: room !== undefined && mentions(text, names),
    ...(quote && { quote: { name: quote.name, text: quote.quoted, mine: names.includes(quote.name) } }),
  };
}

async function withMedia(said: Said, message: Message, { settings, hands }: AdapterParts): Promise<Message> {
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

/** Accepts a request; what only says that somebody wants one is nothing to us. */
export async function readFriendship(friendship: Friendship): Promise<Incoming | undefined> {
  if (friendship.type() === types.Friendship.Receive) await friendship.accept();
  else if (friendship.type() !== types.Friendship.Confirm) return undefined;
  const from = { ...(await readSender(friendship.contact())), friend: true };
  const at = new Date().toISOString();
  const chat = { kind: 'direct' as const, id: from.account };
  return { type: 'friend', id: friendship.id, chat, from, at, hello: friendship.hello() };
}

export async function readJoin(room: Room, people: Contact[], by: Contact, date = new Date()): Promise<Incoming> {
  const who = await Promise.all(people.map((one) => readSender(one, room)));
  const at = date.toISOString();
  const id = `join-${room.id}-${at}-${who.map(({ account }) => account).join()}`;
  const chat = { kind: 'group' as const, id: room.id, topic: await room.topic() };
  return { type: 'join', id, chat, from: await readSender(by, room), at, who };
}
