/** Who an account may be, and which group is ours: names alone, whatever order they come in. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { codeOf, judgeRoom, type Known, remarkFor, type Seat, twinsOf, whoIs } from '../../src/identity/rules.ts';

const known = (person: string, more: Partial<Known> = {}): Known => ({
  person,
  name: person,
  role: 'volunteer',
  nickname: person,
  roomAlias: null,
  here: null,
  ...more,
});
const leader: Known = known('周书记', { role: 'leader', nickname: '周建国', roomAlias: '周书记', here: 'sure' });

describe('who it is', () => {
  test.each([
    ['the same names, and nobody else’s', { nickname: '何平' }, 1, [known('何平')], { is: 'known', person: '何平' }],
    ['a name that nobody bore', { nickname: '新人' }, 1, [known('何平'), leader], { is: 'new' }],
    ['two who bear them in the group', { nickname: '何平' }, 2, [known('何平')], ['何平']],
    [
      'two who bore them',
      { nickname: '何平' },
      1,
      [known('何平'), known('另一位', { nickname: '何平' })],
      ['何平', '另一位'],
    ],
    ['not in the group', { nickname: '何平' }, 0, [known('何平')], ['何平']],
    ['another 群昵称 than before', { nickname: '何平', roomAlias: '老何' }, 1, [known('何平')], ['何平']],
    [
      'somebody who is here for sure is not here twice',
      { nickname: '何平' },
      1,
      [known('何平', { here: 'sure' })],
      { is: 'new' },
    ],
    [
      'somebody who is here by the names only may be the other',
      { nickname: '何平' },
      1,
      [known('何平', { here: 'probable' })],
      ['何平'],
    ],
    [
      'on the list and never seen here',
      { nickname: 'hp', roomAlias: '何平' },
      1,
      [known('何平', { nickname: null })],
      { is: 'known', person: '何平' },
    ],
    [
      'written in another width, case and script',
      { nickname: 'ＡＮＮ 陳' },
      1,
      [known('陈', { nickname: 'ann陈' })],
      { is: 'known', person: '陈' },
    ],
  ] as const)('%s', (_, names, twins, all, verdict) => {
    const found = whoIs(names, twins, all as readonly Known[]);
    expect('is' in verdict ? found : found.is === 'doubtful' && found.candidates).toEqual(verdict);
  });

  test.each([
    ['nickname', { nickname: '周建国' }],
    ['群昵称', { nickname: '某某', roomAlias: '周书记' }],
    ['name in our list as a nickname', { nickname: '周书记' }],
    ['name with blanks and marks of no width', { nickname: '周\u200b 建国 ' }],
    ['name with a made-up code', { nickname: '周书记·XY7K2' }],
  ])('whoever takes a leader’s %s gets nothing', (_, names) => {
    expect(whoIs(names, 1, [known('何平'), leader])).toEqual({ is: 'doubtful', candidates: ['周书记'], poses: true });
  });

  it('is never taken for somebody when another in the group bears the same names', () => {
    const name = fc.constantFrom('何平', '林晓', '周书记', '周 书记', '');
    const member = fc.record({ nickname: name, roomAlias: name });
    fc.assert(
      fc.property(fc.array(member, { minLength: 1 }), fc.array(member), (members, people) => {
        const all = people.map((names, i) => known(`${i}`, names));
        for (const one of members) {
          const verdict = whoIs(one, twinsOf(one, members), all);
          const same = members.filter((other) => twinsOf(one, [other]) === 1).length;
          if (same > 1) expect(verdict.is).not.toBe('known');
        }
      }),
    );
  });
});

describe('a remark', () => {
  test.each([
    ['王达·XY7K2', 'XY7K2'],
    ['3栋·王达·XY7K2', 'XY7K2'],
    ['王达', undefined],
    ['王达·xy7k2', undefined],
    ['王达·XY7K2 ', undefined],
    [undefined, undefined],
  ])('%s bears %s', (remark, code) => expect(codeOf(remark)).toBe(code));

  test.each([
    ['王达', null, '王达·XY7K2'],
    ['王达', '3栋王叔', '3栋王叔·XY7K2'],
    ['王达', '王达·AB2C3', '王达·XY7K2'],
    ['一个特别特别特别长的名字', '', '一个特别特别特别长的·XY7K2'],
  ])('for %s, where %s stood, is %s', (name, before, remark) => expect(remarkFor(name, before, 'XY7K2')).toBe(remark));
});

describe('which group is ours', () => {
  const seats = (...names: string[]): Seat[] => names.map((nickname) => ({ nickname }));
  const ours = { topic: '志愿群', members: seats('小援', '甲', '乙', '丙', '丁') };
  const none = new Set<string>();
  test.each([
    ['the same', { topic: '志愿群', members: seats('丁', '丙', '乙', '甲', '小援') }, 'same'],
    ['some left, some came', { topic: '志愿群', members: seats('小援', '甲', '乙', '新', '新二') }, 'same'],
    ['too many are others', { topic: '志愿群', members: seats('小援', '甲', '新', '新二', '新三') }, 'copy'],
    ['another name, the same people', { topic: '红马甲', members: seats('小援', '甲', '乙', '丙') }, 'renamed'],
    ['another name, other people', { topic: '团购群', members: seats('小援', '团长') }, 'other'],
    [
      'one name taken several times counts once',
      { topic: '志愿群', members: seats('甲', '甲', '甲', '甲', '甲') },
      'copy',
    ],
  ])('%s', (_, found, verdict) => expect(judgeRoom(ours, found, none)).toBe(verdict));

  it('a friend counts as that very account, and a name in their place as nothing', () => {
    const members = [...seats('小援', '甲', '乙'), { nickname: '周书记', friend: 'p1' }];
    const before = { topic: '志愿群', members };
    const copy = { topic: '志愿群', members: seats('小援', '甲', '乙', '周书记') };
    expect(judgeRoom(before, copy, new Set(['p1']))).toBe('copy');
    expect(judgeRoom(before, { topic: '志愿群', members }, new Set(['p1']))).toBe('same');
    // Without any friend known by remark the names are all there is.
    expect(judgeRoom(before, copy, none)).toBe('same');
  });

  it('a group of two or three cannot be known by names', () => {
    const small = { topic: '志愿群', members: seats('小援', '甲') };
    expect(judgeRoom(small, small, none)).toBe('copy');
  });
});
