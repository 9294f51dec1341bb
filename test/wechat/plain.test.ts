/**
 * A puppet without remedies. The first half is the adapter for any puppet; the second shows what wechat4u does by
 * itself, so that a remedy can go when its test fails.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Channel } from '../../src/channel/channel.ts';
import type { Incoming } from '../../src/chat/message.ts';
import type { Record } from './server/record.ts';
import { askFriendship, join as joinRoom, quote } from './server/scenes.ts';
import type { Server } from './server/server.ts';
import type { Person, Room } from './server/world.ts';
import { pixel, startWorld, type TestWorld } from './world.ts';

const puppet = fileURLToPath(new URL('./bare-puppet.ts', import.meta.url));
let world: TestWorld;
let server: Server;
let channel: Channel;
let events: Record<Incoming>;
let wangda: Person;
let zhangLan: Person;
let group: Room;

const next = (id: string) => events.wait((one) => one.id === id);

beforeEach(async () => {
  world = await startWorld();
  server = world.server;
  wangda = server.world.friend('王达', '王达·XY7K2');
  zhangLan = server.world.stranger('张兰');
  group = server.world.room('星援群', [wangda, [zhangLan, '三栋张兰']]);
  ({ channel, events } = await world.start({ puppet, limits: { firstPause: 50 } }));
  // By itself wechat4u never asks for the names in a group; the phone's client makes WeChat tell them sooner or later.
  server.changed(group);
  await next(server.say(wangda, wangda, '早'));
});
afterEach(() => world.end());

test('any puppet: messages come in our own words', async () => {
  expect(await next(server.say(group, zhangLan, '@星援\u2005看板'))).toMatchObject({
    text: '@星援\u2005看板',
    mention: true,
    chat: { kind: 'group', id: server.id(group), topic: '星援群' },
    from: { account: server.id(zhangLan), nickname: '张兰', roomAlias: '三栋张兰' },
  });
  expect(await next(server.say(wangda, wangda, '认领 12'))).toMatchObject({
    text: '认领 12',
    chat: { kind: 'direct', id: server.id(wangda) },
    from: { nickname: '王达', remark: '王达·XY7K2', friend: true },
  });
  expect(await next(quote(server, wangda, wangda, { name: '星援', text: '12 号' }, '我去'))).toMatchObject({
    text: '我去',
    quote: { name: '星援', text: '12 号', mine: true },
  });
  const picture = await next(server.say(wangda, wangda, { MsgType: 3, Content: '' }, { media: pixel }));
  expect(picture).toMatchObject({ text: '', attachment: { kind: 'picture', mediaType: 'image/png' } });
});

test('any puppet: people join and become friends', async () => {
  const newcomer = server.world.stranger('李四');
  joinRoom(server, group, wangda, [newcomer]);
  server.changed(group);
  expect(await events.wait(({ type }) => type === 'join')).toMatchObject({ chat: { id: server.id(group) } });
  askFriendship(server, newcomer, '我是李四');
  expect(await events.wait(({ type }) => type === 'friend')).toMatchObject({ from: { account: server.id(newcomer) } });
  expect(server.accepted.all).toEqual([newcomer]);
});

test('any puppet: texts, pictures and remarks go out, members are told', async () => {
  const picture = join(world.dataDir, 'poster.png');
  await writeFile(picture, pixel);
  const chat = { kind: 'group' as const, id: server.id(group) };
  expect(await channel.send({ id: 'a', chat, text: '海报', picture })).toEqual({ outcome: 'sent', parts: 2 });
  expect(server.sent.all.map(({ kind, text }) => [kind, text])).toEqual([
    ['picture', ''],
    ['text', '海报'],
  ]);
  expect(await channel.setRemark?.(server.id(wangda), '王达·AB2C3')).toBe(true);
  const members = await channel.members?.(server.id(group));
  expect(members?.map(({ nickname, roomAlias }) => [nickname, roomAlias])).toContainEqual(['张兰', '三栋张兰']);
});

test('wechat4u by itself cuts room text at the first colon at a line end', async () => {
  expect(await next(server.say(group, wangda, '需求:\n地址:3栋'))).toMatchObject({ text: '需求' });
});

test('wechat4u by itself leaves entities encoded', async () => {
  expect(await next(server.say(wangda, wangda, '"3 栋" & 4 栋'))).toMatchObject({
    text: '&quot;3 栋&quot; &amp; 4 栋',
  });
});

test('wechat4u by itself drops what was said before it started', async () => {
  const early = server.say(wangda, wangda, '早', { at: new Date(Date.now() - 3_600_000) });
  await next(server.say(wangda, wangda, '晚'));
  expect(events.all.some(({ id }) => id === early)).toBe(false);
});

test('wechat4u by itself logs out when somebody sends it the spell', async () => {
  server.say(wangda, wangda, { MsgType: 1, Content: '🌚 🌝🌚 🌝🌚 🌝' });
  expect(await world.endings(1)).toEqual(['sessionGone']);
});
