/** The rules of needs: what the group may read, how long it may take, and at most two questions. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { needCategories, type Slots } from '../../src/chat/meaning.ts';
import {
  canClose,
  canOpen,
  dueAfterHours,
  living,
  mergeNeed,
  type NeedDraft,
  nextQuestion,
  publicTitle,
  timeOf,
  titleOf,
} from '../../src/features/needs/rules.ts';

describe('what everybody may read', () => {
  test.each([
    ['家里水管漏水', 'repair', '修水管'],
    ['卫生间马桶堵了', 'repair', '通下水'],
    ['我妈降压药没了，能帮忙取药吗', 'medical', '取药'],
    ['想有人陪我去医院复查', 'medical', '陪看病'],
    ['沙发搬不动', 'lifting', '搬东西'],
    ['手机不会视频', 'tech', '教手机电视'],
    ['想找人说说话', 'companion', '陪伴'],
    ['没有哪个词认得出来', 'consult', '咨询'],
    ['家里灯坏了\n3号楼2单元501，手机13611240052', 'repair', '换灯'],
  ] as const)('%s (%s) is called %s', (words, category, title) => {
    expect(titleOf(words, category)).toBe(title);
  });

  it('is never what somebody wrote', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.constantFrom(...needCategories),
        (words, category) => {
          const title = titleOf(words, category);
          expect(title.length).toBeLessThanOrEqual(6);
          expect(title).not.toMatch(/[0-9]/);
        },
      ),
    );
  });

  test.each([
    ['家里水管漏水，3号楼2单元501，下午都在', '周三下午'],
    ['我想明天去医院拿药，腿脚不行得有人跟着', '周四'],
    ['周六上午9点到11点陪我去复查', '周六 9:00–11:00'],
    ['下周三下午3点接孩子', '12月2日 15:00'],
    ['12月10号要去透析', '12月10日'],
    ['周六周日都行', '周六、周日'],
    ['这个周末帮忙看看猫', '周六至周日'],
    ['下周一之前帮忙把床垫抬下楼', '周一前'],
    ['昨天晚上灯坏了', undefined],
    ['半夜水管爆了漏了一地', undefined],
    ['每周三上午想有人陪', undefined],
    ['药明天就吃完了，想请人取药', undefined],
    ['家里马桶堵了', undefined],
  ])('the time in “%s”: %s', (words, said) => {
    expect(timeOf(words, new Date('2026-11-25T10:00:00+08:00'), '2026-11-25T10:00')).toBe(said);
  });

  test.each([
    [{ title: '取药', building: '6', when: '周三上午' }, '6号楼 · 取药 · 周三上午'],
    [{ title: '取药', building: null, when: null }, '取药'],
    [{ title: '取药', building: '6' }, '6号楼 · 取药'],
  ])('%j: %s', (need, title) => {
    expect(publicTitle(need)).toBe(title);
  });
});

test.each([
  ['老人摔倒了', true, 2],
  ['家里停电了', false, 24],
  ['闻到煤气味', false, 24],
  ['想找人教手机', false, 168],
])('%s (emergency: %s) may take %i hours', (words, emergency, hours) => {
  expect(dueAfterHours(words, emergency)).toBe(hours);
});

describe('asking', () => {
  const said = (words: string, slots: Slots = {}): NeedDraft => mergeNeed(undefined, slots, words);

  test.each<[string, NeedDraft, string | undefined]>([
    ['nothing to go by', said('帮忙'), 'what'],
    ['the matter but no place', said('水管漏水', { category: 'repair' }), 'place'],
    ['words enough, of no known kind', said('阳台上晾的那根杆子要人看看'), 'place'],
    ['a building is enough', said('水管漏水', { category: 'repair', place: { building: '3' } }), undefined],
    ['a door without a building too', said('水管漏水', { category: 'repair', place: { room: '12' } }), undefined],
    ['nothing but a call for help', said('我想找人帮忙'), 'what'],
    ['asked twice already', { ...said('帮忙'), asked: 2 }, undefined],
  ])('%s', (_, draft, question) => {
    expect(nextQuestion(draft)).toBe(question);
  });

  it('is over after two questions, whatever is answered, and no word is lost', () => {
    const slots = fc.record(
      {
        category: fc.constantFrom(...needCategories),
        place: fc.constantFrom({ unit: '2' }, { building: '3' }, { room: '501' }),
        urgency: fc.constantFrom('urgent' as const, 'normal' as const),
      },
      { requiredKeys: [] },
    );
    const answer = fc.tuple(fc.string({ minLength: 1, maxLength: 12 }), slots);
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 6 }), (answers) => {
        let draft: NeedDraft | undefined;
        let questions = 0;
        for (const [words, given] of answers) {
          draft = mergeNeed(draft, given as Slots, words);
          if (!nextQuestion(draft)) break;
          questions++;
          draft = { ...draft, asked: draft.asked + 1 };
        }
        expect(questions).toBeLessThanOrEqual(2);
        const heard = answers.slice(0, questions + 1).map(([words]) => words);
        // What only called for help gives way to what is said later, and both are kept.
        expect(draft!.words.split('\n').sort()).toEqual(heard.join('\n').split('\n').sort());
        if (answers.slice(0, questions + 1).some(([, given]) => given.urgency === 'urgent'))
          expect(draft!.urgency).toBe('urgent');
      }),
    );
  });

  it('keeps what it knew when an answer says something else of it', () => {
    const first = said('水管漏水', { category: 'repair', place: { building: '3' }, phone: '13611240052' });
    const then = mergeNeed(
      first,
      { category: 'consult', place: { unit: '2', room: '501' }, beneficiary: '张奶奶' },
      '2单元501',
    );
    expect(then).toMatchObject({
      category: 'repair',
      place: { building: '3', unit: '2', room: '501' },
      phone: '13611240052',
      beneficiary: '张奶奶',
      words: '水管漏水\n2单元501',
    });
  });
});

it('what can be closed lives, and what can be opened again waits or is over', () => {
  expect(canClose.filter((status) => !living.includes(status))).toEqual([]);
  expect(canOpen.filter((status) => living.includes(status))).toEqual(['reported']);
});
