/** Ids that change at each login: the same people and the same group are known again, by what is evidence and nothing else. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Logins, startLogins } from '../support/logins.ts';
import type { Person, Room, World } from '../wechat/server/world.ts';

interface Neighbours {
  group: Room;
  secretary: Person;
  helper: Person;
  wang: Person;
  zhang: Person;
}

/** The secretary and 何平 are friends of the bot; 王芳 and 张兰 are in the group only. */
function neighbours(world: World): Neighbours {
  const secretary = world.friend('周建国');
  const helper = world.friend('何平');
  const wang = world.stranger('芳芳');
  const zhang = world.stranger('张兰');
  const group = world.room('星光志愿服务群', [[secretary, '周书记'], helper, [wang, '王芳'], zhang]);
  return { group, secretary, helper, wang, zhang };
}

let logins: Logins & { made: Neighbours };
let made: Neighbours;

beforeEach(async () => {
  logins = await startLogins(neighbours);
  ({ made } = logins);
  await logins.say(made.group, made.secretary, `绑定 ${await logins.code()}`);
  await logins.say(made.secretary, made.secretary, '发布活动 周六上午9点到11点 垃圾分类桶前值守 3号楼前 需要4人');
  await logins.say(made.secretary, made.secretary, '是');
});
afterEach(() => logins.close());

const texts = (said: { text: string }[]) => said.map(({ text }) => text);

describe('friends', () => {
  test('get a remark with a code of their own, once', async () => {
    await logins.say(made.group, made.helper, '认领 1');
    const given = logins.remarks.map(({ person, remark }) => [person.nickname, remark.replace(/[A-Z2-9]{5}$/, 'CODE')]);
    expect(given).toEqual([
      ['周建国', '周书记·CODE'],
      ['何平', '何平·CODE'],
    ]);
    expect(new Set(logins.remarks.map(({ remark }) => remark.slice(-5))).size).toBe(2);
    await logins.say(made.group, made.helper, '活动');
    await logins.login();
    await logins.say(made.group, made.helper, '活动');
    await logins.restart();
    expect(logins.remarks).toHaveLength(2);
  });

  test('whose remark cannot be set are served all the same, and it is tried again later', async () => {
    logins.faults.add('remark');
    expect(texts(await logins.say(made.group, made.helper, '认领 1'))).toEqual([
      '【1】垃圾分类桶前值守 记下了：何平，还缺3人',
    ]);
    await logins.say(made.group, made.helper, '活动');
    const ofHelper = () => logins.remarks.filter(({ person }) => person === made.helper).length;
    expect(ofHelper()).toBe(1);
    logins.faults.clear();
    await logins.pass(0.1);
    expect([ofHelper(), made.helper.remark]).toEqual([2, expect.stringMatching(/^何平·[A-Z2-9]{5}$/)]);
    await logins.pass(3);
    expect(ofHelper()).toBe(2);
  });

  test('what somebody had written in a remark stays in it', async () => {
    made.helper.remark = '3栋老何';
    await logins.say(made.group, made.helper, '认领 1');
    expect(made.helper.remark).toMatch(/^3栋老何·[A-Z2-9]{5}$/);
  });

  test('whose remark somebody has taken away get the same code again', async () => {
    await logins.say(made.group, made.helper, '认领 1');
    const given = made.helper.remark;
    made.helper.remark = '';
    await logins.restart();
    expect(made.helper.remark).toBe(given);
  });

  test('are the same people after every id has changed, whatever they call themselves by then', async () => {
    await logins.say(made.group, made.helper, '认领 1');
    await logins.login();
    made.helper.nickname = '平平安安';
    expect(texts(await logins.say(made.group, made.helper, '认领 1'))).toEqual([expect.stringContaining('已经')]);
    expect(await logins.bound(made.helper)).toEqual({ name: '何平', sure: 'sure' });
  });

  test('who lead give orders after it', async () => {
    await logins.login();
    expect(texts(await logins.say(made.secretary, made.secretary, '取消活动 1'))).toContainEqual(
      expect.stringContaining('取消'),
    );
  });

  test('can be written to before they have said anything', async () => {
    await logins.say(made.helper, made.helper, '家里水管漏水，3号楼2单元501，电话13800138000，下午都在');
    await logins.login();
    const said = await logins.say(made.secretary, made.secretary, '退回 2 请找物业');
    expect(said.find(({ where }) => where === made.helper)?.text).toContain('请找物业');
  });
});

describe('who is no friend', () => {
  test('is known by group, 群昵称 and nickname, when they are nobody else’s', async () => {
    await logins.say(made.group, made.wang, '认领 1');
    await logins.login();
    expect(await logins.bound(made.wang)).toEqual({ name: '王芳', sure: 'probable' });
    expect(texts(await logins.say(made.group, made.wang, '取消 1'))).toEqual([expect.stringContaining('王芳')]);
    expect(texts(await logins.say(made.group, made.helper, '看板 1'))).toEqual([expect.stringContaining('0/4')]);
  });

  test('without a 群昵称 too', async () => {
    await logins.say(made.group, made.zhang, '认领 1');
    await logins.login();
    expect(await logins.bound(made.zhang)).toEqual({ name: '张兰', sure: 'probable' });
  });

  test('two of the same names are not taken for one another: a leader is asked, and settles it', async () => {
    await logins.say(made.group, made.wang, '认领 1');
    await logins.login();
    const other = logins.world.stranger('芳芳');
    made.group.members.set(other, '王芳');
    await logins.login();
    expect([await logins.bound(made.wang), await logins.bound(other)]).toEqual([undefined, undefined]);
    expect(await logins.say(made.group, other, '今天天气真好')).toEqual([]);
    const asked = await logins.say(made.group, other, '取消 1');
    expect(asked).toEqual([
      {
        where: made.secretary,
        text: '“王芳”（昵称“芳芳”）在群里说：取消 1\n我分不清是哪一位，先没办。\n是王芳，回“认人 1 A”\n都不是、是新来的，回“认人 1 新人”',
      },
      { where: made.group, text: '王芳，群里有同名的，我怕认错人，先没办。已经请书记认一下，认好了就告诉您。' },
    ]);
    expect(await logins.say(made.group, other, '取消 1')).toEqual([]);
    expect(texts(await logins.say(made.secretary, made.secretary, '认人 1 新人'))).toEqual([
      '好的，记住了：1 号是新来的，叫王芳。',
      '王芳，认出您了，请把刚才的话再发一遍。',
    ]);
    await logins.say(made.group, made.wang, '取消 1');
    await logins.say(made.secretary, made.secretary, '认人 2 A');
    expect(await logins.bound(made.wang)).toEqual({ name: '王芳', sure: 'sure' });
    expect(texts(await logins.say(made.group, made.wang, '取消 1'))).toEqual([expect.stringContaining('王芳')]);
  });

  test('two persons who bore the same names stay two, and nobody gets what is another’s', async () => {
    const twin = logins.world.stranger('芳芳');
    made.group.members.set(twin, '王芳');
    await logins.say(made.group, made.wang, '认领 1');
    await logins.say(made.group, twin, '活动');
    await logins.login();
    made.group.members.delete(twin);
    await logins.login();
    const said = await logins.say(made.group, made.wang, '取消 1');
    expect(texts(said)[0]).toMatch(/回“认人 1 A”\n是王芳，回“认人 1 B”/);
  });

  test('somebody of the same name who is new in this session is somebody else', async () => {
    await logins.say(made.group, made.wang, '认领 1');
    const twin = logins.world.stranger('芳芳');
    made.group.members.set(twin, '王芳');
    await logins.say(made.group, twin, '认领 1');
    expect(texts(await logins.say(made.group, made.helper, '看板 1'))).toEqual([expect.stringContaining('2/4')]);
  });

  test('a nickname that ends like our remarks is no evidence', async () => {
    await logins.say(made.group, made.helper, '认领 1');
    const code = made.helper.remark.slice(-5);
    const thief = logins.world.friend(`何平·${code}`);
    made.group.members.set(thief, `何平·${code}`);
    await logins.login();
    await logins.say(made.group, thief, '取消 1');
    expect(texts(await logins.say(made.group, made.helper, '看板 1'))).toEqual([expect.stringContaining('1/4')]);
    expect((await logins.bound(thief))?.name).not.toBe('何平');
  });

  test('in doubt, a cry for help is heard all the same', async () => {
    await logins.say(made.group, made.wang, '认领 1');
    made.group.members.set(logins.world.stranger('芳芳'), '王芳');
    await logins.login();
    const said = await logins.say(made.group, made.wang, '着火了！3号楼着火了');
    expect(said.find(({ where }) => where === made.group)?.text).toContain('119');
    expect(said.find(({ where }) => where === made.secretary)?.text).toContain('紧急');
  });
});
