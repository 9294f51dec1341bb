/** Things that happen in WeChat and are more than a line of text, as the real service says them. */
import type { Server } from './server.ts';
import { encodeXml } from './wire.ts';
import type { Person, Room } from './world.ts';

const app = (type: number, title: string, rest = '') =>
  encodeXml(
    `<?xml version="1.0"?>\n<msg>\n<appmsg appid="" sdkver="0"><title>${title}</title><des></des><action></action><type>${type}</type>${rest}</appmsg><fromusername>wxid_x</fromusername></msg>`,
  );
/** Inside XML, text is escaped once more. */
const inXml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** A reply that quotes a message (app message 57). */
export function quote(
  server: Server,
  where: Room | Person,
  who: Person,
  of: { name: string; text: string; id?: string },
  own: string,
) {
  const refer = `<refermsg><type>1</type><svrid>${of.id ?? '1'}</svrid><fromusr>wxid_y</fromusr><displayname>${inXml(of.name)}</displayname><content>${inXml(of.text)}</content></refermsg>`;
  const Content = app(57, inXml(own), refer);
  return say(server, where, who, { MsgType: 49, AppMsgType: 57, Content });
}

/** A native 接龙 (app message 53): the text as people see it, and where in it each entry stands. */
export function chain(server: Server, room: Room, who: Person, title: string, entries: string[]) {
  let text = title;
  const items = entries.map((entry, index) => {
    text += `${index === 0 ? '\n' : ''}\n${index + 1}. `;
    const range = `${text.length}-${entry.length}`;
    text += entry;
    return `<i><u>wxid_${index}</u><h>0</h><s>.</s><t>${1_700_000_000 + index}</t><r>${range}</r></i>`;
  });
  const info = `<solitaire><tt>0-${title.length}</tt><s>.</s><au>wxid_0</au><hrt>1</hrt><loss>0</loss><content><s>${entries.length}</s>${items.join('')}</content></solitaire>`;
  const ext = `<extinfo><solitaire_info><![CDATA[${info}]]></solitaire_info></extinfo>`;
  return say(server, room, who, { MsgType: 49, AppMsgType: 53, Content: app(53, inXml(text), ext) });
}

/** A shared link (app message 5). */
export const link = (server: Server, where: Room | Person, who: Person, title: string) =>
  say(server, where, who, {
    MsgType: 49,
    AppMsgType: 5,
    Content: app(5, inXml(title), '<url>https://example.org</url>'),
  });

/** A file (app message 6). */
export const file = (server: Server, where: Room | Person, who: Person, name: string, media: Buffer) => {
  const Content = app(
    6,
    name,
    '<appattach><totallen>9</totallen><attachid>a</attachid><fileext>x</fileext></appattach>',
  );
  return say(
    server,
    where,
    who,
    { MsgType: 49, AppMsgType: 6, FileName: name, MediaId: `@media_${name}`, Content },
    media,
  );
};

/** A place: the label and a link to a small map, which only WeChat's own client can open. */
export const place = (server: Server, where: Room | Person, who: Person, label: string) =>
  say(server, where, who, {
    MsgType: 1,
    SubMsgType: 48,
    Content: `${label}:<br/>/cgi-bin/mmwebwx-bin/webwxgetpubliclinkimg?url=xxx&amp;pictype=location`,
  });

/** Somebody takes back a message. */
export function recall(server: Server, where: Room | Person, who: Person, id: string): string {
  const xml = `<sysmsg type="revokemsg"><revokemsg><session>s</session><oldmsgid>1057920614</oldmsgid><msgid>${id}</msgid><replacemsg><![CDATA["${who.nickname}" 撤回了一条消息]]></replacemsg></revokemsg></sysmsg>`;
  return say(server, where, who, { MsgType: 10_002, Content: encodeXml(xml), prefix: false });
}

/** A grey line in a group. */
export const grey = (server: Server, room: Room, line: string) =>
  server.say(room, [...room.members.keys()].find((one) => one !== server.world.me) ?? server.world.me, {
    MsgType: 10_000,
    Content: line,
    prefix: false,
  });

/** People are brought into a group by a member, in one lot. */
export function join(server: Server, room: Room, by: Person, people: Person[]): string {
  for (const person of people) room.members.set(person, '');
  return grey(server, room, `"${by.nickname}"邀请"${people.map(({ nickname }) => nickname).join('、')}"加入了群聊`);
}

/** A group gets another name; the list of groups learns of it later, or not at all. */
export function rename(server: Server, room: Room, by: Person, topic: string): string {
  room.topic = topic;
  return grey(server, room, `"${by.nickname}"修改群名为“${topic}”`);
}

/** The bot is thrown out of a group. */
export function throwOut(server: Server, room: Room, by: Person): string {
  room.members.delete(server.world.me);
  return grey(server, room, `你被"${by.nickname}"移出群聊`);
}

/** Somebody asks to be the bot's friend. */
export function askFriendship(server: Server, person: Person, hello: string): string {
  return server.say(person, person, {
    MsgType: 37,
    FromUserName: 'fmessage',
    Content: encodeXml(
      `<msg fromusername="wxid_z" encryptusername="v1_z@stranger" content="${hello}" ticket="v2_t@stranger"/>`,
    ),
    RecommendInfo: { UserName: server.id(person), NickName: person.nickname, Content: hello, Ticket: 'v2_t@stranger' },
  });
}

const say = (server: Server, where: Room | Person, who: Person, raw: Parameters<Server['say']>[2], media?: Buffer) =>
  server.say(where, who, raw, media ? { media } : {});
