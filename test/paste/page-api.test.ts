/** The paste page’s API with the whole program behind it. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rows } from '../../src/db/db.ts';
import { closePaste } from '../../src/paste-desk.ts';
import { png } from '../channels.suite.ts';
import { newPasteStage, type PasteStage, twoOfOneName } from '../support/paste.ts';

const now = '2026-11-27T10:28:00+08:00';

let stage: PasteStage;
beforeEach(async () => {
  stage = await newPasteStage({ now, people: twoOfOneName });
});
afterEach(() => stage.close());

const noon = () => stage.moveClock('2026-11-27T12:00:00+08:00');

/** An activity stands open as number 1, its announcement was posted at 10:28; now it is noon. */
async function published() {
  await stage.take('周书记 10:00\n发布活动 周六上午9点到11点 桶前值守 3号楼前 需要2人');
  await stage.take('是', { chat: 'direct', who: await stage.person('周书记') });
  const posted = await stage.post();
  await noon();
  return posted.find((text) => text.startsWith('群：'))!.slice(2);
}
const shown = (lines: { name?: string; understood: string }[]) =>
  lines.map(({ name, understood }) => `${name ?? '？'} ${understood}`);
const ready = async () => (await stage.tray()).ready.map(({ to, text }) => `${to ?? '群'}：${text}`);
const counts = async () =>
  (
    await rows<{ n: number }>(
      stage.store.db,
      sql`select (select count(*) from inbox)::int * 1000000 + (select count(*) from outbox)::int * 10000 + (select count(*) from people)::int * 100 + (select count(*) from claims)::int as n`,
    )
  )[0]!.n;

describe('looking at a piece', () => {
  it('tells line by line who and what was understood, and what would be said', async () => {
    await published();
    const { lines } = await stage.look(
      '何平 10:30\n我来\n赵敏 10:31\n算我一个\n苏梅 10:32\n早上好\n周书记 10:33\n看板 1',
    );
    expect(shown(lines)).toEqual(['何平 认领 1', '赵敏 认领 1', '苏梅 闲聊，不处理', '周书记 看板 1']);
    expect(lines[0]!.says).toEqual([{ text: expect.stringContaining('何平，还缺1人') }]);
    // Each line is read on what the lines above it would change.
    expect(lines[1]!.says[1]).toEqual({ text: expect.stringContaining('人齐了：何平、赵敏') });
    expect(lines.map(({ acts }) => acts)).toEqual([true, true, false, true]);
  });

  it('changes nothing', async () => {
    await published();
    const before = await counts();
    await stage.look('何平 10:30\n我来\n赵敏 10:31\n算我一个');
    expect(await counts()).toBe(before);
    expect(await ready()).toEqual([]);
    await stage.take('苏梅 10:35\n我来');
    expect(await ready()).toEqual([expect.stringContaining('记下了：苏梅，还缺1人')]);
  });

  it('shows voice, notices and what was not understood for what they are', async () => {
    await noon();
    const { lines } = await stage.look(
      '何平 10:30\n[语音] 12"\n苏梅 10:31\n[图片]\n"苏梅" 拍了拍 "何平"\n"何平"撤回了一条消息\n"何平"邀请"钱进"加入了群聊',
    );
    expect(lines.map(({ understood }) => understood)).toEqual([
      '语音听不到，要紧的话请打成字再粘一次',
      '这里看不到内容，不处理',
      '微信的提示，不处理',
      '不知道撤回的是哪一条，请看一眼',
      '新人进群，说声欢迎',
    ]);
  });
});

describe('taking a piece in', () => {
  it('has it handled as if it had come from the group', async () => {
    await published();
    expect(await stage.take('何平 10:30\n我来\n苏梅 10:31\n早上好')).toEqual({ done: 2, posted: 0 });
    expect(stage.received.at(-2)).toMatchObject({
      type: 'message',
      text: '我来',
      from: { account: '何平' },
      at: '2026-11-27T02:30:00.000Z',
    });
    expect(await ready()).toEqual(['群：【1】桶前值守 记下了：何平，还缺1人']);
    expect((await stage.tray()).now).toBe('2026-11-27T12:00');
  });

  it('counts nothing twice, however much two pieces overlap', async () => {
    await published();
    await stage.take('何平 10:30\n我来\n苏梅 10:31\n早上好');
    const next = '苏梅 10:31\n早上好\n何平 10:32\n来不了了\n苏梅 10:33\n认领 1';
    const { lines, fresh } = await stage.look(`何平 10:30\n我来\n${next}`);
    expect([fresh, ...shown(lines)]).toEqual([
      2,
      '何平 已经处理过，这次不再办',
      '苏梅 已经处理过，这次不再办',
      '何平 取消认领 1',
      '苏梅 认领 1',
    ]);
    expect(await stage.take(next)).toMatchObject({ done: 2 });
    expect(await stage.take(next)).toMatchObject({ done: 0 });
    expect(await stage.take(next, { again: [2], key: 'same' })).toMatchObject({ done: 1 });
  });

  it('the same answer twice in private is two answers, and one piece sent twice is one', async () => {
    const who = await stage.person('何平');
    for (const key of ['a', 'a', 'b']) await stage.take('我的', { chat: 'direct', who, key });
    expect(await ready()).toHaveLength(2);
  });

  it('leaves out lines and people that are not to be handled', async () => {
    await published();
    await stage.take('何平 10:30\n我来\n苏梅 10:31\n我来', { leave: [0] });
    expect(await ready()).toEqual([expect.stringContaining('记下了：苏梅')]);
    await stage.post();
    expect(await stage.take('何平 10:40\n我来', { names: { 何平: 'left' } })).toMatchObject({ done: 0 });
  });

  it('reads what was said yesterday as it was meant yesterday', async () => {
    await noon();
    const text = '周书记 昨天 20:00\n发布活动 后天上午9点到11点 桶前值守 3号楼前 需要2人';
    const { lines } = await stage.look(text);
    // Two days after the 26th is tomorrow for the 27th.
    expect(lines[0]!.says[0]!.text).toContain('时间：明天 9:00–11:00');
  });

  it('takes back what was taken back in the group', async () => {
    await published();
    await stage.take('苏梅 10:29\n早\n何平 10:30\n我来');
    await stage.post();
    const text = '苏梅 10:29\n早\n"何平"撤回了一条消息\n苏梅 10:31\n[图片]';
    expect(shown((await stage.look(text)).lines)[1]).toBe('何平 撤回，前面办的也撤回');
    await stage.take(text);
    expect((await stage.look('苏梅 10:50\n看板 1')).lines[0]!.says[0]!.text).toContain('已认领 0/2');
    expect(await stage.take(text)).toMatchObject({ done: 0 });
  });

  it('welcomes who came', async () => {
    await stage.take('"何平"邀请"钱进"加入了群聊');
    expect(await ready()).toEqual([expect.stringContaining('欢迎钱进')]);
  });

  it('wants to know whose a bare list is', async () => {
    await published();
    const list = '#接龙\n周六桶前值守\n1. 何平\n2. 苏梅';
    expect(shown((await stage.look(list)).lines)).toEqual(['？ 还不知道是谁说的']);
    await expect(stage.take(list)).rejects.toThrow('请先选是谁说的');
    const who = await stage.person('苏梅');
    expect(shown((await stage.look(list, { who })).lines)).toEqual(['苏梅 接龙']);
    await stage.take(list, { who });
    expect((await ready()).join()).toContain('何平、苏梅');
  });
});

describe('who is who', () => {
  it('a corrected name is remembered', async () => {
    await published();
    const choice = await stage.person('何平');
    expect((await stage.look('老何🌧 10:30\n我来')).names).toMatchObject([{ name: '老何🌧', how: 'fresh' }]);
    await stage.take('老何🌧 10:30\n我来', { names: { '老何🌧': choice } });
    expect(await ready()).toEqual([expect.stringContaining('记下了：何平')]);
    expect((await stage.look('老何🌧 10:50\n早')).names).toMatchObject([{ name: '老何🌧', how: 'settled', choice }]);
    expect(await stage.person('何平')).toEqual(choice);
  });

  it('a name with something around it is proposed', async () => {
    expect((await stage.look('何平-3号楼 10:30\n我来')).names).toMatchObject([
      { how: 'like', choice: await stage.person('何平') },
    ]);
  });

  it('of two with the same name it is asked who it is', async () => {
    await published();
    const text = '王芳 10:30\n我来';
    expect((await stage.look(text)).names).toMatchObject([
      { name: '王芳', how: 'ask', maybe: [expect.any(String), expect.any(String)] },
    ]);
    await expect(stage.take(text)).rejects.toThrow('“王芳”有好几位');
    const choice = await stage.person('王芳');
    expect(await stage.take(text, { names: { 王芳: choice } })).toMatchObject({ done: 1 });
    expect((await stage.look('王芳 10:31\n早')).names).toMatchObject([{ how: 'settled', choice }]);
  });

  it('somebody new gets the name that is written there', async () => {
    await noon();
    await stage.take('小雨🌧 10:30\n大家好', { names: { '小雨🌧': { fresh: '林雨' } } });
    const { people: all } = await stage.ask<{ people: { name: string; role: string }[] }>('people');
    expect(all).toContainEqual(expect.objectContaining({ name: '林雨', role: 'volunteer' }));
  });
});

describe('the bot’s own words', () => {
  it('are not taken for anybody’s when they come back, and are marked as posted', async () => {
    await stage.take('周书记 10:00\n发布活动 周六上午9点到11点 桶前值守 3号楼前 需要2人');
    await stage.take('是', { chat: 'direct', who: await stage.person('周书记') });
    const { ready: waiting } = await stage.tray();
    const text = waiting.find(({ to }) => to === undefined)!.text;
    await noon();
    // It was posted long after it had been written, and that is when people could answer it.
    const piece = `苏梅 11:40\n我来\n周书记 11:50\n${text}\n何平 11:52\n我来`;
    expect(shown((await stage.look(piece)).lines)).toEqual([
      '苏梅 闲聊，不处理',
      '周书记 小援的话，不处理',
      '何平 认领 1',
    ]);
    expect(await stage.take(piece)).toEqual({ done: 2, posted: 1 });
    expect((await stage.tray()).marked.map((row) => row.text)).toEqual([text]);
  });

  it('are known when they are quoted', async () => {
    const text = await published();
    await stage.take(`何平 10:36\n「周书记：${text.slice(0, 20)}…」\n- - - - - - - - - - - - - - -\n我来`);
    expect(stage.received.at(-1)).toMatchObject({ text: '我来', quote: { mine: true, text } });
  });
});

describe('the tray', () => {
  it('leaves time for an answer that is carried by hand', async () => {
    await stage.take('周书记 10:00\n发布活动 周日上午9点到11点 桶前值守 3号楼前 需要2人');
    await stage.moveClock('2026-11-27T15:00:00+08:00');
    await stage.take('是', { chat: 'direct', who: await stage.person('周书记') });
    expect(await ready()).toContainEqual(expect.stringMatching(/^群：新活动【1】/));
  });

  it('is what people answer to from the moment when somebody posted it', async () => {
    await stage.take('周书记 10:00\n发布活动 周六上午9点到11点 桶前值守 3号楼前 需要2人');
    await stage.take('是', { chat: 'direct', who: await stage.person('周书记') });
    await noon();
    await stage.post();
    await stage.moveClock('2026-11-27T12:20:00+08:00');
    const { lines } = await stage.look('苏梅 11:58\n我来\n何平 12:05\n算我一个');
    // Both would have answered it; only one of them could.
    expect(shown(lines)).toEqual(['苏梅 闲聊，不处理', '何平 认领 1']);
  });

  it('keeps what is to be posted until it is marked, also over a restart', async () => {
    await published();
    await stage.take('何平 10:30\n我来');
    await stage.stop();
    const after = await newPasteStage({ now: '2026-11-27T12:00:00+08:00', store: stage.store });
    const { ready: waiting } = await after.tray();
    expect(waiting).toMatchObject([{ text: expect.stringContaining('何平'), state: 'ready' }]);
    await after.ask('tray', { ids: [waiting[0]!.id], state: 'sent' });
    expect(await after.tray()).toMatchObject({ ready: [], marked: [{ id: waiting[0]!.id }, {}, {}, {}] });
    await after.ask('tray', { ids: [waiting[0]!.id], state: 'ready' });
    expect((await after.tray()).ready).toHaveLength(1);
    await after.ask('tray', { ids: [waiting[0]!.id], state: 'left' });
    expect((await after.tray()).marked[0]).toMatchObject({ state: 'left' });
    await after.stop();
  });

  it('has the pictures', async () => {
    const picture = join(await mkdtemp(join(tmpdir(), 'tray-')), 'poster.png');
    await writeFile(picture, png);
    await stage.channel.send({ id: 'p', chat: { kind: 'group', id: 'group' }, text: '海报', picture });
    const [row] = (await stage.tray()).ready;
    const response = await stage.site.request(`http://127.0.0.1${row!.picture}`);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(png);
  });
});

describe('the page', () => {
  it('serves nobody but itself', async () => {
    const init = { method: 'POST', body: '{}' };
    for (const headers of [{ origin: 'https://example.com' }, { host: 'rebound.example' }])
      expect((await stage.site.request('http://127.0.0.1/paste/api/take', { ...init, headers })).status).toBe(403);
  });

  it.each([
    ['look', { chat: 'group', key: 'k', text: ' ' }, '请先把聊天粘贴进来'],
    ['look', { chat: 'elsewhere', key: 'k', text: '好' }, '群里的聊天'],
    ['take', { chat: 'group', key: 'k', text: '何平: 好\n'.repeat(401) }, '请分几次粘贴'],
    ['take', { chat: 'direct', key: 'k', text: '好' }, '请先选是谁说的'],
    ['tray', { ids: ['nothing'], state: 'sent' }, '没有找到这一条'],
    ['tray', { ids: [], state: 'sent' }, '请刷新后再试'],
    ['leader', { name: '李书记' }, '已经有书记了'],
  ])('says in one sentence why it does not do %s %j', async (path, body, sentence) => {
    await expect(stage.ask(path, body)).rejects.toThrow(sentence);
    expect(stage.faults).toEqual([]);
  });

  it('when it is closed, nothing waits for it any more', async () => {
    const { db, community } = stage.app.house;
    await closePaste({ db, community });
    expect(await rows(db, sql`select 1 from rooms union all select 1 from accounts where friend <> 'no'`)).toEqual([]);
  });
});

describe('an empty community', () => {
  let empty: PasteStage;
  beforeAll(async () => {
    empty = await newPasteStage({ now });
  });
  afterAll(() => empty.close());

  it('begins with its first leader, who may all', async () => {
    await empty.ask('leader', { name: '周书记' });
    const { lines } = await empty.look('周书记 10:00\n发布活动 周六上午9点到11点 桶前值守 3号楼前 需要2人');
    expect(lines[0]!.says[0]).toMatchObject({ to: '周书记', text: expect.stringContaining('我理解的是') });
  });
});
