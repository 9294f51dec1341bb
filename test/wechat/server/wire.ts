/** The world as web WeChat's JSON says it. */
import { isRoom, type Person, type Room, sessionId, type World } from './world.ts';

export interface WireMessage {
  MsgId: string;
  MsgType: number;
  FromUserName: unknown;
  ToUserName: string;
  Content: string;
  CreateTime: number;
  [field: string]: unknown;
}

/** What a test may say instead of plain text: fields of the message itself; `Content` goes out as it stands. */
export interface RawMessage {
  MsgType: number;
  Content?: string;
  /** Text to put in front with the sender's id, encoded; used when `Content` is absent. */
  text?: string;
  /** False: a system message, which names no sender in front. */
  prefix?: boolean;
  [field: string]: unknown;
}

/** How web WeChat encodes what people type. */
export const encode = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\n/g, '<br/>')
    .replace(/😄/g, '<span class="emoji emoji1f604"></span>');

/** How it encodes the XML of app messages and system messages. */
export const encodeXml = (xml: string): string =>
  xml.replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\n/g, '<br/>');

export interface Delivery {
  id: string;
  where: Room | Person;
  who: Person;
  what: RawMessage;
  /** Seconds since 1970. */
  at: number;
}

export function wireMessage(delivery: Delivery, world: World, session: number): WireMessage {
  const { where, who, what } = delivery;
  const mine = who === world.me;
  const { text = '', prefix = true, Content, ...fields } = what;
  const body = Content ?? encode(text);
  const inRoom = isRoom(where);
  return {
    SubMsgType: 0,
    AppMsgType: 0,
    VoiceLength: 0,
    FileName: '',
    FileSize: '',
    MediaId: '',
    StatusNotifyUserName: '',
    ...fields,
    MsgId: delivery.id,
    // As a number it loses digits, as it does for every client that reads JSON into doubles.
    NewMsgId: Number(delivery.id),
    MsgType: what.MsgType,
    FromUserName:
      fields['FromUserName'] ?? (mine ? sessionId(world.me, session) : sessionId(inRoom ? where : who, session)),
    ToUserName: mine ? sessionId(where, session) : sessionId(world.me, session),
    Content: inRoom && prefix && !mine ? `${sessionId(who, session)}:<br/>${body}` : body,
    CreateTime: delivery.at,
  };
}

export const wirePerson = (person: Person, session: number) => ({
  UserName: sessionId(person, session),
  NickName: encode(person.nickname),
  RemarkName: encode(person.remark),
  HeadImgUrl: '',
  ContactFlag: person.friend ? 3 : 0,
  MemberCount: 0,
  MemberList: [],
  Sex: 0,
  Signature: '',
  VerifyFlag: 0,
  StarFriend: 0,
  Alias: '',
  DisplayName: '',
  EncryChatRoomId: '',
});

/** `full`: with the members' names, as webwxbatchgetcontact answers; otherwise only their ids, as webwxinit does. */
export const wireRoom = (room: Room, session: number, full: boolean) => ({
  ...wirePerson({ key: room.key, nickname: room.topic, remark: '', friend: false }, session),
  UserName: sessionId(room, session),
  ContactFlag: 2,
  EncryChatRoomId: `crypt-${room.key}`,
  MemberCount: room.members.size,
  MemberList: [...room.members].map(([person, alias]) => ({
    UserName: sessionId(person, session),
    NickName: full ? encode(person.nickname) : '',
    DisplayName: full ? encode(alias) : '',
    AttrStatus: 0,
    MemberStatus: 0,
    HeadImgUrl: '',
  })),
});
