import { afterEach, expect, test } from 'vitest';
import type { Incoming } from '../../src/chat/message.ts';
import { startWorld, type TestWorld } from './world.ts';

let world: TestWorld;
afterEach(() => world.end());

test('who is in a group: names in it, remarks, who is a friend, two of one name, some without 群昵称', async () => {
  world = await startWorld();
  const { server } = world;
  const wangda = server.world.friend('王达', '王达·XY7K2');
  const [first, second] = [server.world.stranger('张兰'), server.world.stranger('张兰')];
  const room = server.world.room('星援群', [wangda, [first, '三栋张兰'], second]);
  const { channel } = await world.start();
  // Who is in no list of friends is none as soon as the list is there.
  await channel.friends?.();
  const members = await channel.members?.(server.id(room));
  expect(members).toEqual([
    { account: server.id(server.world.me), nickname: '星援', friend: true },
    { account: server.id(wangda), nickname: '王达', remark: '王达·XY7K2', friend: true },
    { account: server.id(first), nickname: '张兰', roomAlias: '三栋张兰', friend: false },
    { account: server.id(second), nickname: '张兰', friend: false },
  ]);
  expect(await channel.members?.(server.id(wangda))).toBeUndefined();
});

test('the 群昵称 of one group is not taken for that of another', async () => {
  world = await startWorld();
  const { server } = world;
  const wangda = server.world.friend('王达');
  const rooms = [server.world.room('甲群', [[wangda, '甲群王达']]), server.world.room('乙群', [wangda])];
  const { events } = await world.start();
  for (const room of [...rooms, ...rooms]) server.say(room, wangda, '在');
  const got = await events.several(4);
  expect(got.map(({ from }) => from.roomAlias)).toEqual(['甲群王达', undefined, '甲群王达', undefined]);
});

test('a group that is in no list is learnt when somebody speaks in it, and two groups of one name stay two', async () => {
  world = await startWorld();
  const { server } = world;
  const wangda = server.world.friend('王达');
  const hidden = server.world.room('星援群', [[wangda, '队长王达']], { listed: false });
  const other = server.world.room('星援群', [wangda], { listed: false });
  const { events } = await world.start();
  server.say(hidden, wangda, '一');
  server.say(other, wangda, '二');
  const got = await events.several(2);
  expect(got.map(({ chat, from }) => [chat.topic, chat.id, from.roomAlias])).toEqual([
    ['星援群', server.id(hidden), '队长王达'],
    ['星援群', server.id(other), undefined],
  ]);
});

test('somebody who came into a group unannounced is named when speaking', async () => {
  world = await startWorld();
  const { server } = world;
  const room = server.world.room('星援群', [server.world.friend('王达')]);
  const { events } = await world.start();
  const newcomer = server.world.stranger('新人');
  room.members.set(newcomer, '6栋新人');
  server.say(room, newcomer, '大家好');
  const second = server.world.stranger('又一个');
  await events.several(1);
  room.members.set(second, '');
  server.say(room, second, '我也来了');
  const got = await events.several(2);
  expect(got.map(({ from }) => [from.nickname, from.roomAlias])).toEqual([
    ['新人', '6栋新人'],
    ['又一个', undefined],
  ]);
});

test('names that WeChat does not tell hold up neither the message nor the ones after it', async () => {
  world = await startWorld();
  const { server } = world;
  const wangda = server.world.friend('王达');
  const room = server.world.room('星援群', [wangda], { listed: false });
  const { events } = await world.start({ fetchLimit: 300 });
  server.fault('webwxbatchgetcontact', 'hang', { times: 9 });
  server.say(room, wangda, '一');
  server.say(room, wangda, '二');
  const got = await events.several(2);
  expect(got.map((one: Incoming) => one.type === 'message' && [one.text, one.from.account])).toEqual([
    ['一', server.id(wangda)],
    ['二', server.id(wangda)],
  ]);
});

test('a group of 500: a burst of 60 messages comes in order, with two questions to WeChat in all', async () => {
  world = await startWorld();
  const { server } = world;
  const people = Array.from({ length: 500 }, (_, index) => server.world.stranger(`志愿者${index}`));
  const room = server.world.room('大群', people);
  const { channel, events } = await world.start();
  const said = people.slice(0, 60).map((one, index) => server.say(room, one, `认领 ${index}`));
  const got = await events.several(60);
  expect(got.map(({ id }) => id)).toEqual(said);
  expect(got.every(({ from }, index) => from.nickname === `志愿者${index}`)).toBe(true);
  expect((await channel.members?.(server.id(room)))?.length).toBe(501);
  const questions = server.calls.all.filter((name) => name === 'webwxbatchgetcontact').length;
  expect(questions).toBe(2);
});
