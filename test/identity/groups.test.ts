/** Which group is ours after a login: by its name and its people, never by its name alone. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Logins, startLogins } from '../support/logins.ts';
import type { Person, Room, World } from '../wechat/server/world.ts';

interface Place {
  group: Room;
  secretary: Person;
  people: Person[];
}

function place(world: World): Place {
  const secretary = world.friend('周书记');
  const people = ['何平', '林晓', '苏梅', '唐宁'].map((name) => world.stranger(name));
  return { secretary, people, group: world.room('星光志愿服务群', [secretary, ...people]) };
}

let logins: Logins & { made: Place };
let group: Room;
let secretary: Person;
let people: Person[];

beforeEach(async () => {
  logins = await startLogins(place);
  ({ group, secretary, people } = logins.made);
  await logins.say(group, secretary, `绑定 ${await logins.code()}`);
  await logins.say(secretary, secretary, '发布活动 周六上午9点到11点 垃圾分类桶前值守 3号楼前 需要4人');
  await logins.say(secretary, secretary, '是');
});
afterEach(() => logins.close());

const texts = (said: { text: string }[]) => said.map(({ text }) => text);
const first = () => people[0]!;

describe('after a login', () => {
  test('our group is known again, though a quarter of its people are others by now', async () => {
    group.members.delete(people[3]!);
    group.members.set(logins.world.stranger('罗静'), '');
    expect(await logins.login()).toEqual([]);
    expect(texts(await logins.say(group, first(), '认领 1'))).toEqual([expect.stringContaining('何平')]);
  });

  test('what falls due before anybody has spoken goes to the group under its new id', async () => {
    await logins.login();
    const said = await logins.pass(70);
    expect(said.filter(({ where }) => where === group).length).toBeGreaterThan(0);
  });

  test('a group that is in no list is known when somebody speaks in it, and that very message is handled', async () => {
    group.listed = false;
    expect(await logins.login()).toEqual([]);
    expect(texts(await logins.say(group, first(), '认领 1'))).toEqual([expect.stringContaining('何平')]);
  });

  test('what was said in it while the channel could not tell is handled as soon as it can', async () => {
    logins.faults.add('members');
    await logins.login();
    expect(await logins.say(group, first(), '认领 1')).toEqual([]);
    expect(await logins.say(group, people[1]!, '认领 1')).toEqual([]);
    logins.faults.clear();
    const said = await logins.say(group, secretary, '看板 1');
    expect(texts(said).join()).toMatch(/何平.*林晓|林晓.*何平/);
  });

  test('renamed meanwhile: the leaders are asked, and a code typed in it says that it is ours', async () => {
    group.topic = '星光红马甲';
    const asked = await logins.login();
    expect(asked).toEqual([
      { where: secretary, text: expect.stringContaining('群“星光红马甲”里的人和“星光志愿服务群”差不多') },
    ]);
    expect(await logins.say(group, first(), '认领 1')).toEqual([]);
    const code = /绑定 ([A-Z2-9]{6})/.exec(asked[0]!.text)![1];
    expect(texts(await logins.say(group, secretary, `绑定 ${code}`))).toEqual(['好的，还是这个群，接着干活。']);
    expect(texts(await logins.say(group, first(), '认领 1'))).toEqual([expect.stringContaining('何平')]);
    expect(await logins.login()).toEqual([]);
    expect(texts(await logins.say(group, first(), '看板 1'))).toEqual([expect.stringContaining('1/4')]);
  });

  test('two groups that both could be it: silence in both, until a leader says which', async () => {
    const twin = logins.world.room('星光志愿服务群', [secretary, ...people]);
    const asked = await logins.login();
    expect(texts(asked)).toEqual([expect.stringContaining('有不止一个群叫“星光志愿服务群”')]);
    expect(await logins.say(group, first(), '认领 1')).toEqual([]);
    expect(await logins.say(twin, first(), '认领 1')).toEqual([]);
  });

  test('gone from the list and silent: what is for the group waits, and the leaders hear of it once', async () => {
    group.members.delete(logins.world.me);
    await logins.login();
    const said = await logins.pass(70);
    expect(said.filter(({ where }) => where === group)).toEqual([]);
    expect(texts(said).filter((text) => text.includes('还没看到群“星光志愿服务群”'))).toHaveLength(1);
    group.members.set(logins.world.me, '');
    expect(texts(await logins.say(group, first(), '看板 1')).join('\n')).toContain('已认领 0/4');
  });
});

describe('a stranger’s group of the same name', () => {
  let copy: Room;
  beforeEach(() => {
    copy = logins.world.room('星光志愿服务群', [logins.world.stranger('陌生人甲'), logins.world.stranger('陌生人乙')]);
  });
  const stranger = () => [...copy.members.keys()].at(-1)!;

  test('gets silence, and the leader is told once', async () => {
    expect(texts(await logins.say(copy, stranger(), '看板 1', { mention: true }))).toEqual([
      expect.stringMatching(/^有个群也叫“星光志愿服务群”，里面的人对不上，我在那里不说话。/),
    ]);
    expect(await logins.say(copy, stranger(), '认领 1')).toEqual([]);
    await logins.login();
    expect(await logins.say(copy, stranger(), '认领 1')).toEqual([]);
    expect(texts(await logins.say(group, first(), '认领 1'))).toEqual([expect.stringContaining('何平')]);
    expect(logins.sent.filter(({ where }) => where === copy)).toEqual([]);
  });

  test('with our people’s names in it is still a copy, because the leader’s account is not there', async () => {
    copy.members.clear();
    for (const name of ['小援', '周书记', '何平', '林晓', '苏梅', '唐宁'])
      copy.members.set(name === '小援' ? logins.world.me : logins.world.stranger(name), '');
    group.listed = false;
    await logins.login();
    expect(await logins.say(copy, stranger(), '认领 1')).toEqual([]);
    expect(texts(await logins.say(group, first(), '认领 1'))).toEqual([expect.stringContaining('何平')]);
  });

  test('another name, other people: silence, and nobody is bothered', async () => {
    const other = logins.world.room('团购群', [logins.world.stranger('团长')]);
    expect(await logins.say(other, [...other.members.keys()].at(-1)!, '认领 1', { mention: true })).toEqual([]);
    await logins.login();
    expect(await logins.say(other, [...other.members.keys()].at(-1)!, '认领 1')).toEqual([]);
  });
});

test('put out of the group: the leaders hear it, what is for it waits, and it goes on when the bot is back', async () => {
  group.members.delete(logins.world.me);
  expect(texts(await logins.happens({ type: 'left' }, group, first()))).toEqual([
    '我被移出了群“星光志愿服务群”，要发到群里的先存着。把我拉回去，我就接着干活。',
  ]);
  const away = await logins.say(secretary, secretary, '改 1 需要6人');
  expect(away.filter(({ where }) => where === group)).toEqual([]);
  group.members.set(logins.world.me, '');
  const back = await logins.say(group, first(), '看板 1');
  expect(texts(back).join('\n')).toContain('0/6');
  expect(back.every(({ where }) => where === group)).toBe(true);
  expect(back.length).toBeGreaterThan(1);
});
