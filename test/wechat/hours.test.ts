/** Offline for hours, with the whole program and the real puppet: what was missed is made up, what is stale is not. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rows } from '../../src/db/db.ts';
import { type Program, startProgram } from './program.ts';
import type { Server } from './server/server.ts';
import type { Person, Room } from './server/world.ts';
import { startWorld, type TestWorld } from './world.ts';

const wednesday = (time: string) => new Date(`2026-11-25T${time}:00+08:00`);
const backAt = new Date('2026-11-26T08:40:00+08:00');

let world: TestWorld;
let server: Server;
let program: Program;
let group: Room;
let secretary: Person;
let helper: Person;
let resident: Person;
let zhang: Person;
let li: Person;
let wang: Person;

const query = <T>(words: ReturnType<typeof sql>) => rows<T>(program.app.house.db, words);
const people = () => query<{ name: string }>(sql`select name from people order by created_at, id`);
const claims = async () =>
  (
    await query<{ line: string }>(
      sql`select i.number || ' ' || k.name || ' ' || k.state as line from claims k join items i on i.id = k.item_id
          where k.state <> 'ended' order by i.number, k.since, k.id`,
    )
  ).map(({ line }) => line);

beforeAll(async () => {
  world = await startWorld({ botName: '小援', hold: 300 });
  server = world.server;
  secretary = server.world.friend('周建国');
  helper = server.world.friend('何平');
  resident = server.world.friend('曹阿姨');
  zhang = server.world.stranger('张兰');
  li = server.world.stranger('李军');
  wang = server.world.stranger('芳芳');
  group = server.world.room('星光志愿服务群', [[secretary, '周书记'], helper, [zhang, '三栋张兰'], li, [wang, '王芳']]);
  program = await startProgram(world, wednesday('14:00'), {
    limits: { firstPause: 50, longestPause: 200, quiet: 8000 },
  });
  const at = wednesday('14:00');
  await program.said(group, secretary, `绑定 ${program.code}`, at);
  for (const line of [
    '发布活动 今天晚上7点到9点 夜间巡逻 小区北门 需要2人',
    '是',
    '发布活动 周六上午9点到11点 垃圾分类桶前值守 3号楼前 需要2人',
    '是',
  ])
    await program.said(secretary, secretary, line, at);
  await program.said(resident, resident, '你好', at);
  for (const [who, text] of [
    [helper, '认领 1'],
    [helper, '认领 2'],
    [zhang, '认领 2'],
    [li, '我的'],
    [wang, '我的'],
  ] as const)
    await program.said(group, who, text, at);
});
afterAll(() => program.end());

test('offline over night: what was missed comes in order, what is stale goes with a note, everybody is the same person', async () => {
  const before = await people();
  expect(await claims()).toEqual(['1 何平 held', '2 何平 held', '2 三栋张兰 held']);
  const session = program.channel.session?.();
  server.sent.clear();

  // First a zombie, and while nothing is heard the session ends at the server.
  await server.network('silent');
  expect((await world.endings(1))[0]).toBe('quiet');
  server.endSession(1102);
  await server.network('up');
  await server.calls.several(2, (name) => name === 'qr');
  // The evening, its reminders and the activity itself pass.
  await program.app.moveClock(backAt);
  expect(server.sent.all).toEqual([]);

  // What was said meanwhile, as the server may bring it: in one answer, in no order.
  const ids = server.sayAll([
    [group, wang, '认领 2', { at: wednesday('15:20') }],
    [group, helper, '认领 2', { at: wednesday('15:30') }],
    [group, helper, '取消 2', { at: wednesday('15:00') }],
    [group, helper, '签到', { at: wednesday('18:55') }],
    [resident, resident, '家里水管漏水，3号楼2单元501，电话13800138000，明天上午在家', { at: wednesday('15:40') }],
    [group, li, '认领 2', { at: wednesday('15:10') }],
  ]);
  server.redeliver(ids[0]!);
  helper.nickname = '平平安安';
  await server.scan();
  await program.kept(ids);
  await program.app.flush();

  expect(program.channel.session?.()).not.toBe(session);
  expect(await people()).toEqual(before);
  expect(await claims()).toEqual(['1 何平 held', '2 三栋张兰 held', '2 李军 held', '2 王芳 waiting', '2 何平 waiting']);
  const said = server.sent.all.map(({ text }) => text).join('\n');
  expect(said).toContain('满了，候补：王芳第1位、何平第2位');
  expect(said).toContain('签到【1】夜间巡逻：何平 11月25日周三 18:55');
  // “明天” was Wednesday's.
  expect(said).toContain('修水管 · 周四上午');
  // The activity that was to begin soon is over: nobody is told of it, and the leader hears that nobody was.
  await program.app.moveClock(new Date(backAt.getTime() + 3_600_000));
  const all = server.sent.all.map(({ where, text }) => [where, text] as const);
  expect(all.filter(([, text]) => text.includes('快开始了'))).toEqual([]);
  expect(all.filter(([, text]) => text.includes('过了时候没有再发'))).toEqual([
    [secretary, expect.stringContaining('给何平的“今天 19:00–21:00')],
  ]);
  expect(new Set(all.map(([where, text]) => `${server.id(where)} ${text}`)).size).toBe(all.length);
  expect(await query(sql`select text from outbox where status not in ('sent', 'dropped')`)).toEqual([]);
});
