/** What is for one person alone: it waits for the friendship, and goes to nobody whom only the names tell. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Logins, startLogins } from '../support/logins.ts';
import type { Person, Room, World } from '../wechat/server/world.ts';

interface Street {
  group: Room;
  secretary: Person;
  resident: Person;
  helper: Person;
}

function street(world: World): Street {
  const secretary = world.friend('周书记');
  const resident = world.friend('曹阿姨');
  const helper = world.stranger('何平');
  return {
    secretary,
    resident,
    helper,
    group: world.room('星光志愿服务群', [secretary, helper, world.stranger('林晓')]),
  };
}

let logins: Logins & { made: Street };
let made: Street;

beforeEach(async () => {
  logins = await startLogins(street);
  ({ made } = logins);
  await logins.say(made.group, made.secretary, `绑定 ${await logins.code()}`);
  await logins.say(made.resident, made.resident, '家里水管漏水，3号楼2单元501，电话13800138000，下午都在');
  await logins.say(made.secretary, made.secretary, '受理 1');
});
afterEach(() => logins.close());

const texts = (said: { text: string }[]) => said.map(({ text }) => text);
const to = (who: Person | Room, said: { where: unknown; text: string }[]) =>
  texts(said.filter(({ where }) => where === who));

/** The bot becomes somebody's friend. */
async function befriend(person: Person, hello = '我是志愿者') {
  person.friend = true;
  return logins.happens({ type: 'friend', hello }, person, person);
}

test('who is no friend is asked in the group, once; the address waits, the leader sees it, and it comes with the friendship', async () => {
  const claimed = await logins.say(made.group, made.helper, '认领 1');
  expect(to(made.group, claimed).join()).toContain('有事要单独告诉何平：加我好友后我发过去。');
  expect(to(made.secretary, claimed)).toContain('有要单独发给何平的，对方还没加小援好友，先等着，加了就发。');
  expect(to(made.group, claimed).join()).not.toMatch(/501|13800138000/);
  expect(to(made.group, await logins.say(made.group, made.helper, '看板 1')).join()).not.toContain('加我好友');
  const greeted = to(made.helper, await befriend(made.helper));
  expect(greeted.join('\n')).toMatch(/您好，我是星光社区/);
  expect(greeted.join('\n')).toMatch(/谢谢您接下[\s\S]*曹阿姨，3号楼2单元501，电话13800138000/);
  expect(made.helper.remark).toMatch(/^何平·/);
});

test('what waits goes with its purpose: after a release it is said to nobody', async () => {
  await logins.say(made.group, made.helper, '认领 1');
  await logins.say(made.group, made.helper, '取消 1');
  expect(to(made.helper, await befriend(made.helper)).join('\n')).not.toMatch(/501|13800138000/);
});

test('and it lapses when the need is due', async () => {
  await logins.say(made.group, made.helper, '认领 1');
  await logins.pass(24 * 9);
  expect(to(made.helper, await befriend(made.helper)).join('\n')).not.toMatch(/501|13800138000/);
});

test('known by the names only: no door and no phone before a leader has confirmed who it is', async () => {
  await logins.say(made.group, made.helper, '在');
  await logins.login();
  expect(await logins.bound(made.helper)).toEqual({ name: '何平', sure: 'probable' });
  await befriend(made.helper);
  expect([await logins.bound(made.helper), made.helper.remark]).toEqual([{ name: '何平', sure: 'probable' }, '']);
  const claimed = await logins.say(made.group, made.helper, '认领 1');
  expect(to(made.helper, claimed)).toEqual(['何平，有要单独发给您的，先请书记确认一下是您本人，确认了马上发。']);
  expect(to(made.secretary, claimed)).toContain(
    '有要单独发给何平的，可这次登录后我只凭名字认出是何平，先等着。认得就回“确认身份 何平”，马上发。',
  );
  const confirmed = await logins.say(made.secretary, made.secretary, '确认身份 何平');
  expect(to(made.helper, confirmed).join()).toMatch(/3号楼2单元501，电话13800138000/);
});

test('whatever else is said to somebody known by the names only has no door and no phone in it', async () => {
  await logins.say(made.group, made.helper, '在');
  await logins.login();
  await befriend(made.helper);
  const said = await logins.say(made.helper, made.helper, '我家灯坏了，4号楼1单元302，电话13900139000，随时');
  expect(to(made.helper, said).join()).toContain('4号楼');
  expect(to(made.helper, said).join()).not.toMatch(/302|13900139000/);
});

test('a friend of a member’s name who is not that account is nobody until a leader says so', async () => {
  await logins.say(made.group, made.helper, '认领 1');
  await logins.login();
  await logins.say(made.group, made.helper, '看板 1');
  const other = logins.world.stranger('何平');
  await befriend(other, '我是何平');
  const said = await logins.say(other, other, '取消 1');
  expect(to(other, said).join()).not.toContain('取消了');
  expect((await logins.bound(other))?.name === '何平' && (await logins.bound(other))?.sure).not.toBe('probable');
  expect(texts(await logins.say(made.group, made.helper, '看板 1')).join()).toContain('何平');
});

test('a resident writes, is known by the remark after a login, and gets the answer', async () => {
  await logins.login();
  const said = await logins.say(made.resident, made.resident, '进度 1');
  expect(to(made.resident, said).join()).toContain('正在群里找人');
});
