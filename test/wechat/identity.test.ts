/** The whole program behind the real puppet, through a login that changes every id. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Program, startProgram } from './program.ts';
import { askFriendship, join, throwOut } from './server/scenes.ts';
import type { Server } from './server/server.ts';
import type { Person, Room } from './server/world.ts';
import { startWorld, type TestWorld } from './world.ts';

let world: TestWorld;
let server: Server;
let program: Program;
let sent: Program['sent'];
let said: Program['said'];
let group: Room;
let secretary: Person;
let helper: Person;
let member: Person;
let thief: Person;

beforeAll(async () => {
  world = await startWorld({ botName: '小援' });
  server = world.server;
  secretary = server.world.friend('周建国');
  helper = server.world.friend('何平');
  member = server.world.stranger('张兰');
  thief = server.world.friend('路人');
  group = server.world.room('星光志愿服务群', [[secretary, '周书记'], helper, [member, '三栋张兰'], thief]);
  const limits = { firstPause: 50, longestPause: 200 };
  program = await startProgram(world, new Date('2026-11-25T10:00:00+08:00'), { limits });
  ({ sent, said } = program);
  server.say(group, secretary, `绑定 ${program.code}`);
  await sent(group, '周书记');
  server.say(secretary, secretary, '发布活动 周六上午9点到11点 垃圾分类桶前值守 3号楼前 需要4人');
  await sent(secretary, '我理解的是');
  server.say(secretary, secretary, '是');
  await sent(group, '新活动【1】');
});
afterAll(() => program.end());

test('friends get their remark with a code; who is no friend gets none', async () => {
  await said(group, helper, '认领 1');
  await sent(group, '记下了：何平');
  await said(group, member, '认领 1');
  await sent(group, '三栋张兰');
  const { remark } = await server.remarks.wait(({ person }) => person === helper);
  expect(remark).toMatch(/^何平·[A-HJKMNP-Z2-9]{5}$/);
  await server.remarks.wait(({ person }) => person === secretary);
  expect(member.remark).toBe('');
});

test('every id changes: group, friend, member and leader are known again, and one under the leader’s names is not', async () => {
  const before = program.channel.session?.();
  // Somebody takes the leader's nickname and 群昵称.
  thief.nickname = '周建国';
  group.members.set(thief, '周书记');
  server.sent.clear();
  server.endSession();
  await server.scan();
  await world.online(2);
  expect(program.channel.session?.()).not.toBe(before);
  await said(group, thief, '取消活动 1');
  await said(thief, thief, '取消活动 1');
  await said(group, helper, '取消 1');
  await sent(group, '退出：何平');
  await said(group, member, '看板 1');
  expect(await sent(group, '已认领 1/4')).toContain('三栋张兰');
  await said(secretary, secretary, '改 1 需要6人');
  expect(await sent(group, '6')).not.toContain('取消活动');
  expect(server.sent.all.filter(({ where }) => where === thief)).toEqual([]);
  expect(server.remarks.all.filter(({ person }) => person === helper)).toHaveLength(1);
});

test('the channel lists friends and groups of the session', async () => {
  const friends = await program.channel.friends?.();
  expect(friends?.map(({ account }) => account).sort()).toEqual(
    [secretary, helper, thief].map((one) => server.id(one)).sort(),
  );
  expect(await program.channel.groups?.()).toEqual([{ id: server.id(group), topic: '星光志愿服务群' }]);
});

test('a stranger’s group of the same name gets silence', async () => {
  const stranger = server.world.stranger('陌生人');
  const copy = server.world.room('星光志愿服务群', [stranger], { listed: false });
  await said(copy, stranger, '看板 1');
  await sent(secretary, '有个群也叫“星光志愿服务群”');
  expect(server.sent.all.filter(({ where }) => where === copy)).toEqual([]);
});

test('what is for a member alone waits for the friendship', async () => {
  await said(helper, helper, '家里水管漏水，3号楼2单元501，电话13800138000，下午都在');
  await sent(secretary, '新需求【2】');
  await said(secretary, secretary, '受理 2');
  await said(group, member, '认领 2');
  await sent(group, '加我好友');
  askFriendship(server, member, '我是三栋张兰');
  await server.accepted.wait((one) => one === member);
  await sent(member, '您好');
  expect(server.sent.all.filter(({ where, text }) => where === member && text.includes('501'))).toEqual([]);
  await said(secretary, secretary, '确认身份 三栋张兰');
  expect(await sent(member, '谢谢您接下')).toContain('3号楼2单元501');
});

test('put out of the group: the leader hears it, and it goes on when the bot is back in it', async () => {
  throwOut(server, group, helper);
  expect(await sent(secretary, '被移出')).toContain('星光志愿服务群');
  await said(secretary, secretary, '改 1 需要5人');
  group.members.set(server.world.me, '');
  await said(group, helper, '看板 1');
  await sent(group, '/5');
});

test('40 who come one by one are each greeted by name, once', async () => {
  const fresh = Array.from({ length: 40 }, (_, i) =>
    server.world.stranger(`邻居${String.fromCodePoint(0x5e00 + i * 7)}`),
  );
  const before = server.sent.all.length;
  await program.kept(fresh.map((one) => join(server, group, secretary, [one])));
  await program.app.flush();
  const greetings = server.sent.all.slice(before).filter(({ where, text }) => where === group && text.includes('欢迎'));
  const text = greetings.map((one) => one.text).join('\n');
  for (const { nickname } of fresh) expect(text.split(nickname)).toHaveLength(2);
  expect(greetings.length).toBeLessThan(fresh.length / 2);
});

test('after a login, two of the same names are not taken for one another: a leader is asked', async () => {
  const li = server.world.stranger('李兰');
  group.members.set(li, '五栋李兰');
  await said(group, li, '认领 1');
  const other = server.world.stranger('李兰');
  group.members.set(other, '五栋李兰');
  server.sent.clear();
  server.endSession();
  await server.scan();
  await world.online(3);
  await said(group, other, '取消 1');
  expect(await sent(group, '同名')).toContain('五栋李兰');
  expect(await sent(secretary, '我分不清是哪一位')).toContain('取消 1');
  await said(secretary, secretary, '看板 1');
  expect(await sent(secretary, '已认领')).toContain('五栋李兰');
});
