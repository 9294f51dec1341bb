/** The whole program behind the real puppet: bind, publish, claim, report a need in the direct chat. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Program, startProgram } from './program.ts';
import type { Server } from './server/server.ts';
import type { Person, Room } from './server/world.ts';
import { startWorld } from './world.ts';

/** The program's clock stands here, and so does that of WeChat's server. */
const now = new Date('2026-11-25T10:00:00+08:00');

let server: Server;
let program: Program;
let sent: Program['sent'];
let group: Room;
let secretary: Person;
let helper: Person;
let resident: Person;

beforeAll(async () => {
  const world = await startWorld({ botName: '小援' });
  server = world.server;
  secretary = server.world.friend('周书记');
  helper = server.world.friend('何平');
  resident = server.world.friend('曹阿姨');
  group = server.world.room('星光志愿服务群', [secretary, helper]);
  program = await startProgram(world, now);
  sent = program.sent;
});
afterAll(() => program.end());

test('a group is silent until it is bound by the code; whoever typed it is the leader', async () => {
  server.say(group, helper, '认领 1', { at: now });
  server.say(group, secretary, `绑定 ${program.code.toLowerCase()}`, { at: now });
  expect(await sent(group, '周书记')).toBe(
    '好的，这里就是星光社区的志愿服务群了，周书记是第一位负责人。发“帮助”看看我会做什么。',
  );
  expect(server.sent.all.filter((one) => one.where === group)).toHaveLength(1);
});

test('the leader publishes in the direct chat and a volunteer claims in the group', async () => {
  server.say(secretary, secretary, '发布活动 周六上午9点到11点 垃圾分类桶前值守 3号楼前 需要4人', { at: now });
  await sent(secretary, '我理解的是');
  server.say(secretary, secretary, '是', { at: now });
  await sent(group, '新活动【1】垃圾分类桶前值守');
  server.say(group, helper, '我来', { at: now });
  expect(await sent(group, '何平')).toBe('【1】垃圾分类桶前值守 记下了：何平，还缺3人');
});

test('a need goes from the direct chat to the group without door and phone, and to who claims it with them', async () => {
  server.say(resident, resident, '家里水管漏水，3号楼2单元501，电话13800138000，下午都在', { at: now });
  await sent(resident, '编号 2');
  await sent(secretary, '新需求【2】');
  server.say(secretary, secretary, '受理 2', { at: now });
  const opened = await sent(group, '要帮忙【2】');
  expect(opened).not.toMatch(/501|13800138000|曹/);
  server.say(group, helper, '认领 2', { at: now });
  expect(await sent(helper, '谢谢您接下')).toMatch(/曹阿姨，3号楼2单元501，电话13800138000/);
  server.say(helper, helper, '完成 2', { at: now });
  await sent(resident, '解决了吗');
  server.say(resident, resident, '解决了', { at: now });
  await sent(resident, '谢谢您告诉我们');
  await sent(helper, '说解决了');
});

test('the same message twice changes nothing', async () => {
  const before = server.sent.all.length;
  const id = server.say(group, helper, '看板 1', { at: now });
  await sent(group, '已认领 1/4');
  server.redeliver(id);
  server.say(group, helper, '活动', { at: now });
  await sent(group, '最近的活动');
  expect(server.sent.all.length).toBe(before + 2);
});
