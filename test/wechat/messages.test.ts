import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Incoming, Message } from '../../src/chat/message.ts';
import type { Record } from './server/record.ts';
import { askFriendship, chain, file, join, link, place, quote, recall, rename } from './server/scenes.ts';
import type { Server } from './server/server.ts';
import type { Person, Room } from './server/world.ts';
import { pixel, startWorld, type TestWorld } from './world.ts';

let world: TestWorld;
let server: Server;
let events: Record<Incoming>;
let wangda: Person;
let zhangLan: Person;
let group: Room;

beforeAll(async () => {
  world = await startWorld();
  server = world.server;
  wangda = server.world.friend('王达', '王达·XY7K2');
  zhangLan = server.world.stranger('张兰');
  group = server.world.room('星援志愿服务群', [wangda, [zhangLan, '三栋张兰']], { alias: '小援 助手' });
  ({ events } = await world.start());
});
afterAll(() => world.end());

const message = async (id: string): Promise<Message> => {
  const event = await events.wait((one) => one.id === id);
  if (event.type !== 'message') throw new Error(`${id} is a ${event.type}`);
  return event;
};

test('a group message of several lines arrives whole, with who wrote it', async () => {
  const text = '需求:\n地址:3栋 2 单元\n"取药" & <急>😄';
  expect(await message(server.say(group, zhangLan, text))).toMatchObject({
    text,
    mention: false,
    chat: { kind: 'group', id: server.id(group), topic: '星援志愿服务群' },
    from: { account: server.id(zhangLan), nickname: '张兰', roomAlias: '三栋张兰', friend: false },
  });
});

test('messages that come in one answer are taken in the order in which they were said', async () => {
  const at = (minute: number) => ({ at: new Date(Date.UTC(2026, 0, 1, 0, minute)) });
  const ids = server.sayAll([
    [group, wangda, '三', at(3)],
    [group, zhangLan, '一', at(1)],
    [wangda, wangda, '二', at(2)],
  ]);
  await Promise.all(ids.map(message));
  const got = events.all.flatMap((one) => (one.type === 'message' && ids.includes(one.id) ? [one.text] : []));
  expect(got).toEqual(['一', '二', '三']);
});

test('a direct message of a friend carries the remark by which we know the friend again', async () => {
  expect(await message(server.say(wangda, wangda, '认领 12'))).toMatchObject({
    text: '认领 12',
    chat: { kind: 'direct', id: server.id(wangda) },
    from: { account: server.id(wangda), nickname: '王达', remark: '王达·XY7K2', friend: true },
  });
});

test('the bot knows when it is mentioned, by its name in the group too, and that @所有人 is somebody else', async () => {
  const said = [
    '@星援\u2005看板',
    '@小援 助手 看板',
    '@星援志愿者\u2005你好',
    '@所有人 集合',
    '谢谢@星援',
    '小援 助手',
  ];
  const got = await Promise.all(said.map(async (text) => (await message(server.say(group, wangda, text))).mention));
  expect(got).toEqual([true, true, false, false, true, false]);
});

test('a recall names the message that was taken back, in a group and in private', async () => {
  for (const where of [group, wangda]) {
    const id = server.say(where, wangda, '我的电话 13900000000');
    await message(id);
    const taken = recall(server, where, wangda, id);
    expect(await events.wait((one) => one.id === taken)).toMatchObject({
      type: 'recall',
      recalled: id,
      from: { account: server.id(wangda), nickname: '王达' },
    });
  }
});

test('pictures, voice messages and files are saved', async () => {
  const xml = '&lt;msg&gt;&lt;/msg&gt;';
  const mp3 = Buffer.concat([Buffer.from('ID3'), Buffer.alloc(50)]);
  const ids = [
    server.say(group, zhangLan, { MsgType: 3, Content: xml }, { media: pixel }),
    server.say(wangda, wangda, { MsgType: 34, Content: xml }, { media: mp3 }),
    file(server, group, wangda, '花名册 2026.xlsx', Buffer.from('PK table')),
  ];
  const got = await Promise.all(ids.map(message));
  expect(got.map(({ text, attachment: { kind, name, mediaType } = {} }) => [text, kind, mediaType, name])).toEqual([
    ['', 'picture', 'image/png', `${ids[0]}.png`],
    ['', 'voice', 'audio/mpeg', `${ids[1]}.mp3`],
    ['', 'file', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', '花名册 2026.xlsx'],
  ]);
  expect(await readFile(got[0]?.attachment?.path ?? '')).toEqual(pixel);
  expect(got[2]?.attachment?.path).toBe(`${world.dataDir}/media/${ids[2]}.xlsx`);
});

test('a picture that cannot be fetched is still told', async () => {
  server.fault('webwxgetmsgimg', { status: 500 });
  const got = await message(server.say(group, zhangLan, { MsgType: 3, Content: '' }));
  expect([got.text, got.attachment]).toEqual(['[图片]', undefined]);
});

test('a quoted reply is unfolded, as an app message and as plain text', async () => {
  const asApp = await message(
    quote(server, group, wangda, { name: '星援', text: '12 号：3 栋取药', id: '777' }, '认领\n两个人'),
  );
  expect(asApp).toMatchObject({
    text: '认领\n两个人',
    quote: { name: '星援', text: '12 号：3 栋取药', mine: true, id: '777' },
  });
  const asText = await message(
    server.say(group, zhangLan, '「王达：周三谁去？\n3 栋」\n- - - - - - - - - - - - - - -\n我去'),
  );
  expect(asText).toMatchObject({ text: '我去', quote: { name: '王达', text: '周三谁去？\n3 栋', mine: false } });
});

test('a native 接龙 is read entry by entry', async () => {
  const id = chain(server, group, wangda, '#接龙\n周六💪清洁 <3 栋>', ['王达 1人', '张兰\n带我俩']);
  expect(await message(id)).toMatchObject({
    text: '#接龙\n周六💪清洁 <3 栋>\n\n1. 王达 1人\n2. 张兰\n带我俩',
    chain: {
      title: '#接龙\n周六💪清洁 <3 栋>',
      entries: [
        { account: 'wxid_0', text: '王达 1人', at: '2023-11-14T22:13:20.000Z' },
        { account: 'wxid_1', text: '张兰\n带我俩', at: '2023-11-14T22:13:21.000Z' },
      ],
    },
  });
});

test('places, links, stickers, cards and unknown kinds are told and break nothing', async () => {
  const ids = [
    place(server, group, wangda, '幸福小区 3 栋'),
    link(server, group, wangda, '认领 12'),
    server.say(group, wangda, { MsgType: 47, Content: '&lt;msg&gt;&lt;emoji/&gt;&lt;/msg&gt;' }),
    server.say(group, wangda, { MsgType: 42, Content: '' }),
    server.say(group, wangda, { MsgType: 49, AppMsgType: 99, Content: 'not xml &lt;' }),
    server.say(group, wangda, { MsgType: 4711, Content: 'whatever' }),
  ];
  const got = await Promise.all(ids.map(async (id) => (await message(id)).text));
  expect(got).toEqual(['幸福小区 3 栋', '[链接] 认领 12', '[表情]', '[名片]', '', '']);
});

test('what the account itself writes, notices and WeChat’s own accounts are not handed over', async () => {
  const quiet = [
    server.say(group, server.world.me, '从手机上写的'),
    server.say(wangda, wangda, { MsgType: 51, Content: '' }),
    server.say(wangda, wangda, { MsgType: 1, text: '新闻', FromUserName: 'newsapp' }),
  ];
  await message(server.say(group, wangda, '到此为止'));
  expect(events.all.filter(({ id }) => quiet.includes(id))).toEqual([]);
});

test('people who join in one lot are all named', async () => {
  const fresh = ['李四', '王、五', '赵六'].map((name) => server.world.stranger(name));
  const id = join(server, group, wangda, fresh);
  const event = await events.wait((one) => one.id === id);
  expect(event).toMatchObject({ type: 'join', from: { nickname: '王达' }, chat: { id: server.id(group) } });
  expect(event.type === 'join' && event.who.map(({ account }) => account)).toEqual(fresh.map(server.id));
});

test('a group that was renamed bears its new name at once', async () => {
  await message(server.say(group, wangda, '叫什么好'));
  rename(server, group, wangda, '星援 2026');
  expect((await message(server.say(group, wangda, '好名字'))).chat.topic).toBe('星援 2026');
});

test('a friend request is accepted and told', async () => {
  const newcomer = server.world.stranger('孙七');
  const id = askFriendship(server, newcomer, '我是 5 栋的孙七');
  const event = await events.wait((one) => one.id === id);
  expect(event).toMatchObject({
    type: 'friend',
    from: { account: server.id(newcomer), friend: true },
    hello: '我是 5 栋的孙七',
  });
  expect(server.accepted.all).toEqual([newcomer]);
  expect((await message(server.say(newcomer, newcomer, '你好'))).from.friend).toBe(true);
  // WeChat says in a grey line too that they are friends now: told once.
  expect(events.all.filter(({ type }) => type === 'friend').length).toBe(1);
});
