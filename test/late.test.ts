/** What comes hours after it was said, because the line was down, means and counts what it did when it was said. */
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rows } from '../src/db/db.ts';
import { type Logins, startLogins } from './support/logins.ts';
import type { Person, Room, World } from './wechat/server/world.ts';

interface Street {
  group: Room;
  secretary: Person;
  helper: Person;
  resident: Person;
}

function street(world: World): Street {
  const secretary = world.friend('周书记');
  const helper = world.friend('何平');
  const resident = world.friend('曹阿姨');
  return { secretary, helper, resident, group: world.room('星光志愿服务群', [secretary, helper]) };
}

let logins: Logins & { made: Street };
let made: Street;

/** It is Wednesday, ten in the morning. */
beforeEach(async () => {
  logins = await startLogins(street);
  ({ made } = logins);
  await logins.say(made.group, made.secretary, `绑定 ${await logins.code()}`);
});
afterEach(() => logins.close());

/** Says something that was said at that time of this Wednesday, and comes only now. Resolves the answers. */
async function late(time: string, where: Room | Person, who: Person, text: string): Promise<string[]> {
  const at = new Date(`2026-11-25T${time}:00+08:00`).toISOString();
  const said = await logins.happens({ type: 'message', text, mention: false, at }, where, who);
  return said.map((one) => one.text);
}
async function publish(): Promise<void> {
  await logins.say(made.secretary, made.secretary, '发布活动 今天晚上7点到9点 夜间巡逻 小区北门 需要2人');
  await logins.say(made.secretary, made.secretary, '是');
  await logins.say(made.group, made.helper, '认领 1');
}
const attendance = () =>
  rows<{ came: string | null; in: string; out: string }>(
    logins.store.db,
    sql`select attendance as came, to_char(checked_in_at at time zone 'Asia/Shanghai', 'HH24:MI') as in,
          to_char(checked_out_at at time zone 'Asia/Shanghai', 'HH24:MI') as out from claims`,
  );

test('tomorrow is the day after it was said', async () => {
  await logins.pass(24);
  const text = '家里水管漏水，3号楼2单元501，电话13800138000，明天上午在家';
  expect((await late('15:40', made.resident, made.resident, text)).join('\n')).toContain('修水管 · 周四上午');
});

test('who checked in and out in time was there, though the activity has closed by then; who is in charge hears of it', async () => {
  await publish();
  await logins.pass(24);
  expect(await attendance()).toEqual([{ came: null, in: null, out: null }]);
  expect(await late('18:58', made.group, made.helper, '签到')).toEqual([
    '【1】夜间巡逻 何平 11月25日周三 18:58 就签到了，我现在才收到，算到场。',
    '签到【1】夜间巡逻：何平 11月25日周三 18:58',
  ]);
  // As for everybody who forgets to check out.
  expect(await attendance()).toEqual([{ came: 'came', in: '18:58', out: '21:30' }]);
  expect(await late('20:28', made.group, made.helper, '签退')).toEqual([
    '何平，【1】夜间巡逻 11月25日周三 20:28 签退，这次服务1小时30分钟。辛苦了。',
  ]);
  expect(await attendance()).toEqual([{ came: 'came', in: '18:58', out: '20:28' }]);
  // A second one later that evening changes nothing.
  await late('21:00', made.group, made.helper, '签退');
  expect(await attendance()).toEqual([{ came: 'came', in: '18:58', out: '20:28' }]);
});

test('who says it only the next day was not there', async () => {
  await publish();
  await logins.pass(24);
  await logins.say(made.group, made.helper, '签到');
  expect(await attendance()).toEqual([{ came: null, in: null, out: null }]);
});

test('what was taken back within ten minutes is taken back, hours later', async () => {
  await publish();
  await logins.pass(5);
  await late('10:05', made.group, made.helper, '撤销');
  expect(await rows(logins.store.db, sql`select 1 from claims where state <> 'ended'`)).toEqual([]);
});

test('a visit was on the day on which somebody told of it', async () => {
  await logins.pass(24);
  const said = await late('15:00', made.group, made.helper, '探访 张奶奶 挺好的');
  expect(said).toEqual([expect.stringContaining('11月25日周三探访张奶奶')]);
  expect(await rows(logins.store.db, sql`select day::text from visits`)).toEqual([{ day: '2026-11-25' }]);
});

test('a cry for help is heard, and says when it was raised', async () => {
  await logins.pass(5);
  const said = await late('10:30', made.group, made.helper, '快来人，3号楼着火了');
  expect(said).toContainEqual(expect.stringContaining('何平 10:30 说的，刚收到：快来人，3号楼着火了'));
  const now = await logins.say(made.group, made.helper, '5号楼也着火了，救命');
  expect(now.map(({ text }) => text).join()).not.toContain('刚收到');
});

test('a sign-up list for tomorrow is one for the day after it was written', async () => {
  await logins.say(made.secretary, made.secretary, '发布活动 周四上午9点到11点 包饺子 社区食堂 需要4人');
  await logins.say(made.secretary, made.secretary, '是');
  await logins.say(made.secretary, made.secretary, '发布活动 周五上午9点到11点 包饺子 社区食堂 需要4人');
  await logins.say(made.secretary, made.secretary, '是');
  await logins.pass(15);
  const said = await late('15:00', made.group, made.helper, '#接龙\n明天上午包饺子\n\n1. 何平\n2. 林晓');
  expect(said.join('\n')).toMatch(/【1】包饺子.*何平/);
});
