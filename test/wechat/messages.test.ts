import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Channel } from '../../src/channel/channel.ts';
import type { Incoming, Message } from '../../src/chat/message.ts';
import type { Record } from './server/record.ts';
import type { Person, Room } from './server/world.ts';
import { startWorld, type TestWorld } from './world.ts';

let world: TestWorld;
let channel: Channel;
let events: Record<Incoming>;
let wangda: Person;
let zhangLan: Person;
let group: Room;

beforeAll(async () => {
  world = await startWorld();
  wangda = world.server.world.friend('王达', '王达·XY7K2');
  zhangLan = world.server.world.stranger('张兰');
  group = world.server.world.room('星援志愿服务群', [wangda, [zhangLan, '三栋张兰']], { alias: '小援' });
  ({ channel, events } = await world.start());
});
afterAll(() => world.end());

const message = async (id: string): Promise<Message> => {
  const event = await events.wait((one) => one.id === id);
  if (event.type !== 'message') throw new Error(`${id} is a ${event.type}`);
  return event;
};
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

test('a group message of several lines arrives whole, with who wrote it', async () => {
  const id = world.server.say(group, zhangLan, '需求:\n地址:3栋 2 单元\n"取药" & <急>😄');
  expect(await message(id)).toMatchObject({
    text: '需求:\n地址:3栋 2 单元\n"取药" & <急>😄',
    mention: false,
    chat: { kind: 'group', id: world.server.id(group), topic: '星援志愿服务群' },
    from: { account: world.server.id(zhangLan), nickname: '张兰', roomAlias: '三栋张兰', friend: false },
  });
});

test('a direct message of a friend carries the remark by which we know the friend again', async () => {
  const id = world.server.say(wangda, wangda, '认领 12');
  expect(await message(id)).toMatchObject({
    text: '认领 12',
    chat: { kind: 'direct', id: world.server.id(wangda) },
    from: { account: world.server.id(wangda), nickname: '王达', remark: '王达·XY7K2', friend: true },
  });
});

test('a text of ours reaches the group', async () => {
  const chat = { kind: 'group' as const, id: world.server.id(group) };
  const result = await channel.send({
    id: 'a',
    chat,
    text: '第一行\n第二行',
    mention: [{ account: 'x', name: '三栋张兰' }],
  });
  const sent = await world.server.sent.wait((one) => one.text.includes('第一行'));
  expect(sent).toMatchObject({ where: group, text: '@三栋张兰\u2005第一行\n第二行' });
  expect(result).toEqual({ outcome: 'sent', id: sent.id });
});

test('the bot knows when it is mentioned, by its name in the group too, and that @所有人 is somebody else', async () => {
  const { server } = world;
  const said = ['@星援\u2005看板', '@小援 看板', '@星援志愿者\u2005你好', '@所有人 集合', '谢谢@星援'];
  const ids = said.map((text) => server.say(group, wangda, text));
  const got = await Promise.all(ids.map(async (id) => (await message(id)).mention));
  expect(got).toEqual([true, true, false, false, true]);
});

test('a recall names the message that was taken back', async () => {
  const id = world.server.say(group, wangda, '我的电话 13900000000');
  await message(id);
  const recall = world.server.say(group, wangda, {
    MsgType: 10002,
    Content: `&lt;sysmsg type="revokemsg"&gt;&lt;revokemsg&gt;&lt;session&gt;x&lt;/session&gt;&lt;oldmsgid&gt;1057920614&lt;/oldmsgid&gt;&lt;msgid&gt;${id}&lt;/msgid&gt;&lt;replacemsg&gt;&lt;![CDATA["王达" 撤回了一条消息]]&gt;&lt;/replacemsg&gt;&lt;/revokemsg&gt;&lt;/sysmsg&gt;`,
    prefix: false,
  });
  expect(await events.wait((one) => one.id === recall)).toMatchObject({
    type: 'recall',
    recalled: id,
    from: { account: world.server.id(wangda) },
  });
});

test('a picture comes as a file, and one of ours goes out before its text', async () => {
  const id = world.server.say(group, zhangLan, { MsgType: 3, Content: '&lt;msg&gt;&lt;/msg&gt;' }, { media: pixel });
  const { text, attachment } = await message(id);
  expect([text, attachment?.kind, attachment?.mediaType, attachment?.bytes]).toEqual([
    '',
    'picture',
    'image/png',
    pixel.length,
  ]);
  expect(await readFile(attachment?.path ?? '')).toEqual(pixel);

  const picture = join(world.dataDir, 'poster.png');
  await writeFile(picture, Buffer.concat([pixel, Buffer.alloc(700_000, 7)]));
  const before = world.server.sent.all.length;
  const chat = { kind: 'group' as const, id: world.server.id(group) };
  expect(await channel.send({ id: 'b', chat, text: '海报', picture })).toMatchObject({ outcome: 'sent' });
  const [first, second] = world.server.sent.all.slice(before);
  expect([first?.kind, first?.bytes.length, second?.text]).toEqual(['picture', pixel.length + 700_000, '海报']);
});
