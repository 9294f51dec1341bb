/** A fortnight of a neighbourhood without any WeChat login: everything goes through the paste page. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPasteStage, type PasteStage } from '../support/paste.ts';

let stage: PasteStage;
/** The group as it stands on the leader's telephone: what was copied from it, and what was posted into it. */
let group: string[] = [];

beforeAll(async () => {
  stage = await newPasteStage({ now: '2026-11-23T08:30:00+08:00' });
});
afterAll(() => stage.close());

/** Somebody writes in the group; nobody pastes it yet. */
function writes(name: string, at: string, text: string) {
  group.push(`${name} ${at}\n${text}`);
}
/** The leader copies the last lines of the group, as many as are convenient, and pastes them. */
function paste(lines: number) {
  return stage.take(group.slice(-lines).join('\n\n'));
}
/** The leader posts what lies ready: the bot's texts then stand in the group under the leader's name. */
async function post(at: string): Promise<string[]> {
  const posted = await stage.post();
  for (const text of posted) if (text.startsWith('群：')) writes('周书记', at, text.slice(2));
  return posted;
}
async function told(name: string, text: string) {
  await stage.take(text, { chat: 'direct', who: await stage.person(name) });
}
const board = async () => {
  const who = await stage.person('周书记');
  return (await stage.look('看板 1', { chat: 'direct', who })).lines[0]!.says[0]!.text;
};

describe('a fortnight', () => {
  it('Monday: the first leader publishes two shifts of an activity', async () => {
    await stage.ask('leader', { name: '周书记' });
    await told('周书记', '发布活动 12月1日上午9点到11点 桶前值守 3号楼前 需要3人');
    expect((await post('2026-11-23 08:31')).join()).toContain('对的话回“是”');
    await told('周书记', '是');
    expect(await post('2026-11-23 08:32')).toContainEqual(expect.stringMatching(/^群：新活动【1】桶前值守/));
  });

  it('Tuesday: people claim between other talk, one piece after the other, overlapping', async () => {
    await stage.moveClock('2026-11-24T12:00:00+08:00');
    writes('何平', '2026-11-23 08:36', '我来');
    writes('苏梅', '2026-11-23 09:10', '今天菜场的萝卜不错');
    writes('林晓', '2026-11-23 09:30', '认领1号，我和爱人两个人');
    expect(await paste(4)).toEqual({ done: 3, posted: 0 });
    const posted = (await post('2026-11-24 12:01')).join('\n');
    expect(posted).toContain('何平');
    expect(posted).toContain('人齐了');
    writes('唐宁', '2026-11-24 12:02', '认领 1');
    expect(await paste(5)).toMatchObject({ done: 1 });
    expect((await post('2026-11-24 12:06')).join('\n')).toContain('候补');
    expect(await board()).toMatch(/已认领 3\/3/);
  });

  it('Wednesday: somebody cannot come, and the next in the line is asked in private', async () => {
    await stage.moveClock('2026-11-25T19:00:00+08:00');
    writes('何平', '2026-11-25 18:40', '1号我来不了了，家里有事');
    expect(await paste(3)).toMatchObject({ done: 1 });
    const posted = await post('2026-11-25 19:01');
    expect(posted).toContainEqual(expect.stringMatching(/^唐宁：/));
    await told('唐宁', '是');
    expect((await post('2026-11-25 19:05')).join('\n')).toContain('唐宁');
    expect(await board()).toContain('唐宁');
  });

  it('Thursday: a list that was made in the group counts, once', async () => {
    await told('周书记', '发布活动 11月29日下午2点到4点 社区义诊 活动室 需要5人');
    await told('周书记', '是');
    await post('2026-11-25 19:10');
    await stage.moveClock('2026-11-26T20:00:00+08:00');
    const list = '#接龙\n社区义诊\n\n1. 苏梅\n2. 方宇\n3. 罗静 2人';
    writes('苏梅', '2026-11-26 19:58', '#接龙\n社区义诊\n\n1. 苏梅\n2. 方宇');
    writes('罗静', '2026-11-26 19:59', list);
    await paste(2);
    await paste(2);
    const posted = (await post('2026-11-26 20:01')).join('\n');
    for (const name of ['苏梅', '方宇', '罗静']) expect(posted).toContain(name);
    const { lines } = await stage.look('看板 2', { chat: 'direct', who: await stage.person('周书记') });
    expect(lines[0]!.says[0]!.text).toContain('已认领 4/5');
  });

  it('Saturday to Monday: reminders fall due by themselves and wait to be posted', async () => {
    await stage.moveClock('2026-11-28T19:30:00+08:00');
    const evening = await post('2026-11-28 19:31');
    for (const name of ['苏梅', '方宇', '罗静'])
      expect(evening.filter((text) => text.startsWith(`${name}：`)).length).toBeLessThanOrEqual(1);
    expect(evening).toContainEqual(expect.stringMatching(/^群：[\s\S]*社区义诊/));
    expect(evening).toContainEqual(expect.stringMatching(/^苏梅：[\s\S]*明天/));
    await stage.moveClock('2026-11-30T20:00:00+08:00');
    expect((await post('2026-11-30 20:01')).join('\n')).toContain('桶前值守');
  });

  it('the first of the month: what is on is announced, and nobody announces it twice', async () => {
    await stage.moveClock('2026-12-01T09:10:00+08:00');
    const morning = await post('2026-12-01 09:11');
    expect(morning.filter((text) => text.startsWith('群：'))).toHaveLength(
      new Set(morning.filter((text) => text.startsWith('群：'))).size,
    );
    writes('林晓', '2026-12-01 08:50', '签到');
    expect(await paste(3)).toMatchObject({ done: 1 });
    expect((await post('2026-12-01 09:12')).join('\n')).toContain('林晓');
  });

  it('a resident’s need that somebody rang about is taken up and found somebody', async () => {
    await stage.moveClock('2026-12-02T10:00:00+08:00');
    await stage.take('家里水管漏水，3号楼2单元501，下午都在，电话13800000000', {
      chat: 'direct',
      who: { fresh: '姜奶奶' },
    });
    const posted = await post('2026-12-02 10:01');
    expect(posted).toContainEqual(expect.stringMatching(/^周书记：[\s\S]*501/));
    expect(posted.filter((text) => text.startsWith('群：')).join()).not.toContain('501');
    await told('周书记', '受理');
    const open = (await post('2026-12-02 10:05')).find((text) => text.startsWith('群：'))!;
    expect(open).not.toMatch(/501|13800000000/);
    const number = /【(\d+)】/.exec(open)![1]!;
    writes('何平', '2026-12-02 10:20', `认领 ${number}`);
    expect(await paste(2)).toMatchObject({ done: 1 });
    expect(await post('2026-12-02 10:21')).toContainEqual(expect.stringMatching(/^何平：[\s\S]*501/));
  });

  it('the whole group pasted once more at the end changes nothing', async () => {
    await stage.moveClock('2026-12-06T20:00:00+08:00');
    await post('2026-12-06 20:01');
    const { lines, fresh } = await stage.look(group.join('\n\n'));
    expect(fresh).toBe(0);
    expect(new Set(lines.map(({ standing }) => standing))).toEqual(new Set(['known', 'ours']));
    expect((await stage.tray()).ready).toEqual([]);
    expect(stage.faults).toEqual([]);
    group = [];
  });
});
