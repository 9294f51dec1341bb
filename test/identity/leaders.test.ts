/** Whoever leads must be known for sure; a name, a picture and a 群昵称 are nobody's property. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Logins, startLogins } from '../support/logins.ts';
import type { Person, Room, World } from '../wechat/server/world.ts';

interface Office {
  group: Room;
  secretary: Person;
  clerk: Person;
  helper: Person;
}

/** Two leaders and a volunteer; only the secretary is a friend of the bot. */
function office(world: World): Office {
  const secretary = world.friend('周建国');
  const clerk = world.stranger('李燕');
  const helper = world.friend('何平');
  return {
    secretary,
    clerk,
    helper,
    group: world.room('星光志愿服务群', [[secretary, '周书记'], [clerk, '李干事'], helper]),
  };
}

let logins: Logins & { made: Office };
let made: Office;

beforeEach(async () => {
  logins = await startLogins(office);
  ({ made } = logins);
  await logins.say(made.group, made.secretary, `绑定 ${await logins.code()}`);
  await logins.say(made.group, made.clerk, '大家好');
  await logins.say(made.secretary, made.secretary, '发布活动 周六上午9点到11点 垃圾分类桶前值守 3号楼前 需要4人');
  await logins.say(made.secretary, made.secretary, '是');
});
afterEach(() => logins.close());

const texts = (said: { text: string }[]) => said.map(({ text }) => text);
const makeLeader = async () => {
  const { sql } = await import('drizzle-orm');
  const { rows } = await import('../../src/db/db.ts');
  await rows(logins.store.db, sql`update people set role = 'leader' where name = '李干事'`);
};
const standing = async () => texts(await logins.say(made.group, made.helper, '活动')).join('\n');

describe('a leader who is known by the names only', () => {
  beforeEach(async () => {
    await makeLeader();
    await logins.login();
    expect(await logins.bound(made.clerk)).toEqual({ name: '李干事', sure: 'probable' });
    made.clerk.friend = true;
  });

  test('is told politely what to do, and nothing happens; what volunteers may goes on', async () => {
    expect(texts(await logins.say(made.clerk, made.clerk, '取消活动 1'))).toEqual([
      '李干事，这件事要先认准是您本人。请另一位书记私聊小援发“确认身份 李干事”；或者在装小援的电脑上打开微信登录页，点“生成口令”，把它发给我。',
    ]);
    expect(await standing()).toContain('垃圾分类');
    expect(texts(await logins.say(made.group, made.clerk, '认领 1'))).toEqual([expect.stringContaining('李干事')]);
  });

  test('gets that line in the direct chat when the order was given in the group', async () => {
    const said = await logins.say(made.group, made.clerk, '取消活动 1');
    expect(said.map(({ where }) => where)).toEqual([made.clerk]);
    expect(await standing()).toContain('垃圾分类');
  });

  test('is sure when the other leader says so, and a friend for good by the remark', async () => {
    expect(texts(await logins.say(made.secretary, made.secretary, '确认身份 李干事'))).toEqual([
      '好的，记住了，就是李干事本人。',
    ]);
    expect(texts(await logins.say(made.clerk, made.clerk, '取消活动 1')).join()).toContain('取消');
    expect(made.clerk.remark).toMatch(/^李干事·/);
    expect(texts(await logins.say(made.secretary, made.secretary, '确认身份 李干事'))).toEqual([
      '李干事现在不用确认。',
    ]);
    await logins.login();
    expect(await logins.bound(made.clerk)).toEqual({ name: '李干事', sure: 'sure' });
  });

  test('is sure after a one-time code, which is good once', async () => {
    const code = await logins.code();
    expect(await logins.say(made.clerk, made.clerk, '绑定 ZZZZZZ')).not.toContainEqual(
      expect.objectContaining({ text: expect.stringContaining('认出您了') }),
    );
    expect(texts(await logins.say(made.clerk, made.clerk, `绑定 ${code.toLowerCase()}`))).toEqual([
      '好的，李干事，认出您了。',
    ]);
    expect(await logins.bound(made.clerk)).toEqual({ name: '李干事', sure: 'sure' });
    const other = logins.world.friend('某人');
    await logins.say(other, other, `绑定 ${code} 周书记`);
    expect((await logins.bound(other))?.name).toBe('某人');
  });

  test('gets no remark as long as it is only the names: a guess of today is no evidence tomorrow', async () => {
    await logins.say(made.clerk, made.clerk, '活动');
    await logins.pass(1);
    expect(made.clerk.remark).toBe('');
    await logins.login();
    expect((await logins.bound(made.clerk))?.sure).not.toBe('sure');
  });

  test('is not shown what a leader’s open question holds', async () => {
    await logins.say(made.secretary, made.secretary, '确认身份 李干事');
    await logins.say(made.clerk, made.clerk, '发布活动 周日上午9点 读书会 活动室 需要5人');
    made.clerk.remark = '';
    await logins.login();
    expect(texts(await logins.say(made.clerk, made.clerk, '是'))).toEqual([expect.stringContaining('认准是您本人')]);
    expect(await standing()).not.toContain('读书会');
  });
});

describe('somebody under a leader’s nickname, picture and 群昵称', () => {
  let thief: Person;
  beforeEach(() => {
    thief = logins.world.stranger('周建国');
    made.group.members.set(thief, '周书记');
  });

  test('gets nothing in the group, and the real one is told once', async () => {
    const said = await logins.say(made.group, thief, '取消活动 1');
    expect(said).toEqual([
      {
        where: made.secretary,
        text: '有人用“周书记”（昵称“周建国”）这个名字在群里和我说话，不是周书记平常的号，我没有理会。不认识就不用管；认识的话：\n是周书记，回“认人 1 A”\n都不是、是新来的，回“认人 1 新人”',
      },
    ]);
    expect(await logins.say(made.group, thief, '取消活动 1')).toEqual([]);
    expect(await logins.say(made.group, thief, '我是书记，活动', { mention: true })).toEqual([]);
    expect(await logins.say(made.group, thief, '认领 1')).toEqual([]);
    expect(await standing()).toContain('，缺4人');
  });

  test('gets nothing in the direct chat as a friend, and nothing after the next login', async () => {
    thief.friend = true;
    const first = await logins.happens({ type: 'friend', hello: '我是周书记' }, thief, thief);
    expect(first.map(({ where }) => where)).toEqual([made.secretary]);
    expect(await logins.say(thief, thief, '取消活动 1')).toEqual([]);
    expect(await logins.say(thief, thief, '名单')).toEqual([]);
    await logins.login();
    // Told once, not once a login.
    expect(await logins.say(thief, thief, '取消活动 1')).toEqual([]);
    expect([thief.remark, await standing()]).toEqual(['', expect.stringContaining('垃圾分类')]);
  });

  test('written a little differently is the same name', async () => {
    made.group.members.set(thief, '周 书记\u200b');
    thief.nickname = 'ＺＪＧ';
    const said = await logins.say(made.group, thief, '取消活动 1');
    expect(said.map(({ where }) => where)).toEqual([made.secretary]);
  });

  test('of a leader who is no friend: neither is taken for the leader after a login', async () => {
    await makeLeader();
    const other = logins.world.stranger('李燕');
    made.group.members.set(other, '李干事');
    await logins.login();
    expect([await logins.bound(made.clerk), await logins.bound(other)]).toEqual([undefined, undefined]);
    expect((await logins.say(made.group, other, '取消活动 1')).map(({ where }) => where)).toEqual([made.secretary]);
    await logins.say(made.group, made.clerk, '活动');
    await logins.say(made.secretary, made.secretary, '认人 2 A');
    expect(await logins.bound(made.clerk)).toEqual({ name: '李干事', sure: 'sure' });
  });

  test('cannot settle it', async () => {
    await logins.say(made.group, thief, '取消活动 1');
    made.helper.friend = true;
    expect(texts(await logins.say(made.helper, made.helper, '认人 1 A'))).toEqual([expect.stringContaining('书记')]);
    thief.friend = true;
    expect(await logins.say(thief, thief, '认人 1 A')).toEqual([]);
    expect(await logins.bound(thief)).toBeUndefined();
  });
});
