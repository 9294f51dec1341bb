/** What is said after a report belongs to it, or is a matter of its own. */
import { describe, expect, test } from 'vitest';
import type { Situation } from '../../src/chat/context.ts';
import { understand } from '../../src/chat/understand.ts';
import { commands } from '../../src/features.ts';

const after: Situation = {
  now: new Date('2026-11-25T10:00:00+08:00'),
  chat: 'direct',
  mention: false,
  role: 'resident',
  botName: '小援',
  items: [],
  holds: [],
  reported: [{ number: 3 }],
  lately: { number: 3 },
};
const about = (text: string, s: Situation = after) => {
  const { act, meanings } = understand(text, s, commands);
  return act === 'act' ? meanings.find((m) => m.does === 'reportNeed')?.target : undefined;
};

describe('after a report', () => {
  test.each([
    '明天上午都行',
    '下午我都在家',
    '周末在家，周六周日都可以',
    '电话13800138000',
    '13800138000',
    '我住3号楼2单元501',
    '随时都可以来',
    '晚上六点以后有人',
    '不着急，这周都行',
    '明天白天都行',
    '后天一整天都在',
    '对了，阀门在厨房水池下面',
    '补充一下，家里有狗，来之前打个电话',
    '忘了说，门铃坏了要敲门',
    '最好周五下午，上午我要去买菜',
  ])('%s: belongs to it', (text) => expect(about(text)).toEqual([{ number: 3 }]));

  test.each([
    '家里灯也坏了',
    '对了，还有个事，我家马桶堵了',
    '明天上午有活动吗',
    '谢谢',
    '进度',
    '不用了',
    '解决了',
    '什么时候来',
    '今天天气真好',
    '我妈摔倒了起不来',
  ])('%s: does not', (text) => expect(about(text)).toBeUndefined());

  test('nor does anything when nothing was reported, or in the group', () => {
    const { lately: _, ...never } = after;
    expect(about('明天上午都行', { ...never, reported: [] })).toBeUndefined();
    expect(about('明天上午都行', { ...after, chat: 'group' })).toBeUndefined();
  });
});
