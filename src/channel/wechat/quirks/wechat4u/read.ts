/** A raw message of web WeChat in our own words. Pure: what must be fetched is said in `fetch`, and done elsewhere. */
import type { Incoming, Message, Sender } from '../../../../chat/message.ts';
import { mentions, unfoldQuote } from '../../words.ts';
import { isRoomId, type Raw } from './core.ts';
import type { People } from './people.ts';
import { decode, readJoin, readThrownOut, stripSender } from './text.ts';
import { readApp, readRecall } from './xml.ts';

export type Fetch = 'picture' | 'voice' | 'video' | 'file';
export interface Reading {
  event: Incoming;
  fetch?: Fetch;
}

export interface Reader {
  people: People;
  /** Whether we sent a message of this id. */
  sentByUs: (id: string) => boolean;
  /** Whether a message of this id came in. */
  seen: (id: string) => boolean;
  /** Accounts that are WeChat itself: file helper, news … */
  special: readonly string[];
  /** Who was in the room before somebody joined it. */
  before?: readonly string[];
}

/** Nothing that people say: status notices, calls, system notices, suggested friends. */
const silent = new Set([40, 50, 51, 52, 53, 9999]);
/** What stands for content that this channel cannot show, and for media that could not be fetched. */
export const placeholder: { [kind in Fetch | 'emoticon' | 'card']: string } = {
  picture: '[图片]',
  voice: '[语音]',
  video: '[视频]',
  file: '[文件]',
  emoticon: '[表情]',
  card: '[名片]',
};

export function read(raw: Raw, reader: Reader): Reading | undefined {
  const { people, special } = reader;
  if (raw.MsgType === 37) return readFriend(raw);
  if (raw.FromUserName === people.selfId() || silent.has(raw.MsgType) || special.includes(raw.FromUserName)) return;
  if (raw.MsgType === 10_002) return readRecalled(raw, reader);
  if (raw.MsgType === 10_000) return readSystem(raw, reader);
  return readMessage(raw, reader);
}

/** Who wrote where. In a room without a sender in front nobody did. */
function common(raw: Raw, { people }: Reader) {
  const at = new Date(raw.CreateTime * 1000).toISOString();
  const { sender, body } = stripSender(raw.Content);
  const roomId = isRoomId(raw.FromUserName) ? raw.FromUserName : undefined;
  if (roomId === undefined) {
    const from = people.sender(raw.FromUserName);
    return {
      body: raw.Content,
      base: { id: raw.MsgId, at, from, chat: { kind: 'direct' as const, id: from.account } },
    };
  }
  const topic = people.topic(roomId);
  const chat = { kind: 'group' as const, id: roomId, ...(topic !== undefined && { topic }) };
  if (sender === undefined) return { body, roomId, chat, at };
  return { body, roomId, chat, at, base: { id: raw.MsgId, at, from: people.sender(sender, roomId), chat } };
}

function readMessage(raw: Raw, reader: Reader): Reading | undefined {
  const { base, body, roomId } = common(raw, reader);
  if (!base) return undefined;
  const { text, quote, chain, fetch } = readContent(raw, body);
  const names = reader.people.selfNames(roomId);
  const event: Message = {
    type: 'message',
    ...base,
    text,
    mention: base.chat.kind === 'group' && mentions(text, names),
    ...(quote && {
      quote: {
        name: quote.name,
        text: quote.text,
        mine: names.includes(quote.name) || (quote.id !== undefined && reader.sentByUs(quote.id)),
        ...(quote.id && { id: quote.id }),
      },
    }),
    ...(chain && { chain }),
  };
  return fetch ? { event, fetch } : { event };
}

interface Content {
  text: string;
  quote?: { name: string; text: string; id?: string };
  chain?: NonNullable<Message['chain']>;
  fetch?: Fetch;
}

function readContent(raw: Raw, body: string): Content {
  switch (raw.MsgType) {
    case 1:
      return raw.SubMsgType === 48 ? { text: (decode(body).split(/:?\n/)[0] ?? '').trim() } : readText(decode(body));
    case 3:
      return { text: placeholder.picture, fetch: 'picture' };
    case 34:
      return { text: placeholder.voice, fetch: 'voice' };
    case 42:
      return { text: placeholder.card };
    case 43:
    case 62:
      return { text: placeholder.video, fetch: 'video' };
    case 47:
      return { text: placeholder.emoticon };
    case 49:
      return readAppContent(raw, body);
    default:
      return { text: '' };
  }
}

function readText(text: string): Content {
  const found = unfoldQuote(text);
  return found ? { text: found.own, quote: { name: found.name, text: found.quoted } } : { text };
}

function readAppContent(raw: Raw, body: string): Content {
  const app = readApp(body, new Date(raw.CreateTime * 1000).toISOString());
  const type = app?.type ?? raw.AppMsgType;
  if (app?.quote) return { text: app.title, quote: app.quote };
  if (app?.chain) return { text: app.title, chain: app.chain };
  if (type === 1) return { text: app?.title ?? '' };
  if (type === 6 && raw.MediaId) return { text: `${placeholder.file} ${decode(raw.FileName)}`.trim(), fetch: 'file' };
  return { text: app?.title ? `[链接] ${app.title}` : '' };
}

function readRecalled(raw: Raw, reader: Reader): Reading | undefined {
  const found = readRecall(raw.Content);
  const { base, chat, at, roomId } = common(raw, reader);
  const recalled = found?.ids.find((id) => reader.seen(id)) ?? found?.ids[0];
  if (!found || !recalled) return undefined;
  if (base) return { event: { type: 'recall', ...base, recalled } };
  const name = /^"(.+)"/.exec(found.line)?.[1];
  const from = reader.people.members(roomId ?? '')?.find((one) => name === one.roomAlias || name === one.nickname);
  if (!chat || !at || !from) return undefined;
  return { event: { type: 'recall', id: raw.MsgId, chat, at, from, recalled } };
}

/** A grey line: somebody joined, we were put out, or a friendship began. */
function readSystem(raw: Raw, reader: Reader): Reading | undefined {
  const line = decode(stripSender(raw.Content).body);
  const { base, chat, at, roomId } = common(raw, reader);
  if (base?.chat.kind === 'direct') {
    const began = /^你已添加了.+，现在可以开始聊天了。?$|刚刚把你添加到通讯录|^我通过了你的朋友验证请求/.test(line);
    return began ? { event: { type: 'friend', ...base, from: { ...base.from, friend: true }, hello: '' } } : undefined;
  }
  const by = readThrownOut(line);
  if (by !== undefined && chat && at && roomId !== undefined) {
    const from = (reader.people.members(roomId) ?? []).find((one) =>
      [one.nickname, one.roomAlias, one.remark].includes(by),
    );
    return { event: { type: 'left', id: raw.MsgId, chat, at, from: from ?? reader.people.sender(roomId) } };
  }
  const join = readJoin(line);
  if (!join || !chat || !at || roomId === undefined) return undefined;
  const { who, from } = joiners(join, roomId, reader);
  return { event: { type: 'join', id: raw.MsgId, chat, at, from, who } };
}

/** The new ones are those who were not in the list before and are named; failing that, whoever bears the names. */
function joiners(join: NonNullable<ReturnType<typeof readJoin>>, roomId: string, { people, before = [] }: Reader) {
  const self = people.sender(people.selfId(), roomId);
  const all = (people.members(roomId) ?? []).filter(({ account }) => account !== self.account);
  const bears = (one: Sender, name: string) => [one.nickname, one.roomAlias, one.remark].includes(name);
  const fresh = before.length === 0 ? [] : all.filter(({ account }) => !before.includes(account));
  const split = join.names.split('、').filter(Boolean);
  const named = fresh.filter(({ nickname }) => nickname && join.names.includes(nickname));
  const byName = split.flatMap((name) => all.find((one) => bears(one, name)) ?? []);
  const found = named.length > 0 ? named : fresh.length === split.length ? fresh : byName;
  return { who: join.self ? [self, ...found] : found, from: all.find((one) => bears(one, join.by)) ?? self };
}

function readFriend(raw: Raw): Reading | undefined {
  const asks = raw.RecommendInfo;
  if (!asks) return undefined;
  return {
    event: {
      type: 'friend',
      id: raw.MsgId,
      at: new Date(raw.CreateTime * 1000).toISOString(),
      chat: { kind: 'direct', id: asks.UserName },
      from: { account: asks.UserName, nickname: decode(asks.NickName), friend: true },
      hello: decode(asks.Content),
    },
  };
}
