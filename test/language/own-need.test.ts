/** What is said in the direct chat about a need of one's own, or about the one that was taken on. */
import { describe, expect, test } from 'vitest';
import type { Situation } from '../../src/chat/context.ts';
import { understand } from '../../src/chat/understand.ts';
import { commands } from '../../src/features.ts';
import { aboutOf, corrects, isAnother, isVague, splitNeeds } from '../../src/language/need-parts.ts';

const reporter: Situation = {
  now: new Date('2026-11-25T10:00:00+08:00'),
  chat: 'direct',
  mention: false,
  role: 'resident',
  botName: '小援',
  items: [],
  holds: [],
  reported: [{ number: 3 }, { number: 5 }],
};
const item = { ref: { number: 3 }, kind: 'need' as const, title: '7号楼 · 换灯', seats: 1, free: 0, open: true };
const helper: Situation = { ...reporter, role: 'volunteer', items: [item], holds: [{ number: 3 }], reported: [] };
const does = (text: string, s: Situation) => {
  const { act, meanings } = understand(text, s, commands);
  return act === 'act' ? meanings[0]!.does : undefined;
};

describe('who reported a need', () => {
  test.each([
    ['改到明天下午吧，上午要去医院', 'amend'],
    ['不对，是3单元102', 'amend'],
    ['3单元写错了，是4单元', 'amend'],
    ['电话换成13922223333', 'amend'],
    ['5号是水龙头漏水，不是买药', 'amend'],
    ['有人来修吗', 'progress'],
    ['人来了没', 'progress'],
    ['快点啊', 'progress'],
    ['我报的水龙头呢', 'progress'],
    ['小丁电话打不通', 'passOn'],
    ['不用小丁来了，换个人吧', 'passOn'],
    ['我要撤回5', 'withdraw'],
    ['好了好了，谢谢', 'rate'],
    ['家里马桶堵了，3号楼2单元501', 'reportNeed'],
    ['手机坏了，电话打不出去', 'reportNeed'],
  ] as const)('%s: %s', (text, meant) => expect(does(text, reporter)).toBe(meant));

  test('what is corrected is what is not denied', () => {
    const [said] = understand('3单元写错了，是4单元', reporter, commands).meanings;
    expect(said).toMatchObject({ slots: { place: { unit: '4' } }, target: [{ number: 5 }] });
    const [other] = understand('3号是水龙头漏水，不是买药', reporter, commands).meanings;
    expect(other).toMatchObject({ target: [{ number: 3 }] });
  });

  test('says nothing of it in the group, nor when nothing was reported', () => {
    expect(does('快点啊', { ...reporter, chat: 'group' })).toBeUndefined();
    expect(does('改到明天下午吧', { ...reporter, reported: [] })).not.toBe('amend');
  });

  test('who holds nothing and tells a need gives nothing back', () =>
    expect(does('孙子发烧了我走不开，帮我去药店买点退烧药', { ...reporter, reported: [] })).toBe('reportNeed'));
});

describe('who took a need', () => {
  test.each(['她家电话多少来着', '地址在哪', '地址发我一下'])('%s: asks for its private part', (text) =>
    expect(does(text, helper)).toBe('details'),
  );
  test.each(['活动几点开始', '3修好了'])('%s: does not', (text) => expect(does(text, helper)).not.toBe('details'));
});

describe('a room alone', () => {
  const asked: Situation = { ...reporter, question: { dialogue: 'reportNeed', slot: 'place' } };
  test('is the answer to the question for the door', () =>
    expect(understand('601', asked, commands).meanings).toMatchObject([
      { does: 'reportNeed', slots: { place: { room: '601' } } },
    ]));
});

describe('several needs', () => {
  test.each([
    ['我有两件事：一是路灯不亮，二是孙子要人辅导作业', ['路灯不亮', '孙子要人辅导作业']],
    ['另外我家暖气不热，还有门锁也坏了', ['我家暖气不热', '门锁也坏了']],
    ['帮我买点菜，还有米', ['帮我买点菜，还有米']],
  ])('%s', (text, parts) => expect(splitNeeds(text)).toEqual(parts));

  test.each([
    ['家里水龙头漏水', '帮我买点药', true],
    ['我想剪头发，2号楼3单元101', '家里来了好多蟑螂怎么办', true],
    ['7号楼3单元101，手机一三五零一一二零零七七', '帮我买点药', false],
    ['3号楼2单元501，要人陪着去', '我想去医院拿药', false],
    ['我家狗不咬人', '灯坏了', false],
  ])('%s after %s: %s', (text, before, another) => expect(isAnother(text, before)).toBe(another));

  test('a call for help alone names nothing', () => {
    expect(isVague('我想找人帮忙')).toBe(true);
    expect(isVague('我想找人修灯')).toBe(false);
    expect(aboutOf('微信同号')).toBeUndefined();
    expect(corrects('不是，我要买退烧药')).toBe(true);
  });
});
