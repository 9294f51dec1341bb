/** Many at once: few messages, and everybody named. */
import { afterEach, expect, test } from 'vitest';
import { newStage, type Stage } from './support/stage.ts';

const crowd = Array.from({ length: 30 }, (_, i) => `志愿者${String.fromCodePoint(0x4e00 + i * 7)}`);
const now = '2026-11-25T10:00:00+08:00';
let stage: Stage;

afterEach(() => stage.close());

async function published(seats: number): Promise<number> {
  stage = await newStage({
    now,
    people: [{ name: '周书记', role: 'leader' }, ...crowd.map((name) => ({ name, role: 'volunteer' as const }))],
  });
  await stage.say('direct', '周书记', `发布活动 周六上午9点到11点 垃圾分类桶前值守 3号楼前 需要${seats}人`);
  await stage.say('direct', '周书记', '是');
  return (await stage.after(0)).at(-1)!.n;
}

const botSince = async (n: number) =>
  (await stage.after(n)).filter((post) => post.from === '小援' && post.chat === 'group');

test('30 claims within 10 s are answered in at most 3 messages, each claimant named', async () => {
  const before = await published(20);
  for (const [i, name] of crowd.entries()) {
    await stage.moveClock(new Date(Date.parse(now) + (i + 1) * 330).toISOString());
    await stage.say('group', name, '认领 1');
  }
  await stage.moveClock('2026-11-25T10:01:00+08:00');
  const posts = await botSince(before);
  expect(posts.length).toBeLessThanOrEqual(3);
  const text = posts.map((post) => post.text).join('\n');
  for (const name of crowd) expect(text).toContain(name);
  expect(text).toContain('第10位');
});

test('all at the same moment: one answer at once, the others in one more', async () => {
  const before = await published(25);
  await Promise.all(crowd.map((name) => stage.say('group', name, '认领 1')));
  await stage.app.flush();
  const posts = await botSince(before);
  expect(posts.length).toBeLessThanOrEqual(3);
  const text = posts.map((post) => post.text).join('\n');
  for (const name of crowd) expect(text).toContain(name);
});

/** People came into the group, in one lot. */
const join = (at: string, names: readonly string[]) =>
  stage.app.receive({ name: 'local', account: 'local' }, [
    {
      type: 'join',
      id: `join ${names.join()}`,
      chat: { kind: 'group', id: 'group' },
      from: { account: '周书记', nickname: '周书记' },
      at,
      who: names.map((name) => ({ account: name, nickname: name, roomAlias: name })),
    },
  ]);

test('new members are greeted in one line, however many join', async () => {
  const before = await published(2);
  await join(now, ['小雨', '小雪', '小风']);
  await stage.app.flush();
  const posts = await botSince(before);
  expect(posts.map((post) => post.text)).toEqual([
    '欢迎小雨、小雪、小风。想看最近的活动，发“活动”；要帮忙，私聊小援就行。',
  ]);
});

test('40 who join one by one within a minute are greeted by name, in a dozen messages at most', async () => {
  const before = await published(2);
  const fresh = Array.from({ length: 40 }, (_, i) => `新邻居${String.fromCodePoint(0x5e00 + i * 7)}`);
  for (const [i, name] of fresh.entries()) {
    const at = new Date(Date.parse(now) + (i + 1) * 1_500).toISOString();
    await stage.moveClock(at);
    await join(at, [name]);
  }
  await stage.moveClock('2026-11-25T10:02:00+08:00');
  const posts = await botSince(before);
  expect(posts.length).toBeLessThanOrEqual(12);
  const text = posts.map((post) => post.text).join('\n');
  for (const name of fresh) expect(text.split(name)).toHaveLength(2);
});
