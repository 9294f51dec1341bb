/** What is joined into one message, and what waits for the end of the quiet hours. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { toLocal } from '../../src/clock/zone.ts';
import { joinLines } from '../../src/outbox/join.ts';
import { afterQuiet, type More, outboxRow, type Post, priority } from '../../src/outbox/post.ts';

const part = (head: string, name: string, tail = '') => ({ head, name, tail });

describe('answers to a burst', () => {
  test.each([
    ['one stands as it is', [part('12 记下了：', '林晓', '，还缺3人')], '12 记下了：林晓，还缺3人'],
    [
      'names of one head stand in order, with the end of the last',
      [part('12 记下了：', '林晓', '，还缺3人'), part('12 记下了：', '何平', '，还缺2人')],
      '12 记下了：林晓、何平，还缺2人',
    ],
    [
      'each head has its line, where it came first',
      [part('12 记下了：', '林晓', '，还缺1人'), part('13 记下了：', '何平'), part('12 记下了：', '苏梅', '，人齐了')],
      '12 记下了：林晓、苏梅，人齐了\n13 记下了：何平',
    ],
    [
      'many names stand under their head, ten to a line',
      [...Array.from({ length: 21 }, (_, i) => part('满了，候补：', `甲第${i + 1}位`)), part('13：', '何平')],
      `满了，候补：\n${[0, 10, 20].map((from) => [...Array(from === 20 ? 1 : 10).keys()].map((i) => `甲第${from + i + 1}位`).join('、')).join('\n')}\n13：何平`,
    ],
    [
      'what is overtaken in the same message is left out',
      [
        part('12 记下了：', '林晓', '，还缺2人'),
        { ...part('12 过半', '', '，还缺2人'), unless: '12 记下了：' },
        part('12 记下了：', '何平', '，还缺1人'),
        { ...part('13 过半', '', '，还缺2人'), unless: '13 记下了：' },
      ],
      '12 记下了：林晓、何平，还缺1人\n13 过半，还缺2人',
    ],
    ['a name is said once', [part('12 记下了：', '林晓'), part('12 记下了：', '林晓')], '12 记下了：林晓'],
  ])('%s', (_, parts, text) => {
    expect(joinLines(parts)).toBe(text);
  });

  it('nobody is left out and no head is said twice', () => {
    const word = fc.constantFrom('林晓', '何平', '苏梅', '唐宁');
    fc.assert(
      fc.property(
        fc.array(fc.record({ head: fc.constantFrom('1：', '2：', '3：'), name: word, tail: fc.constant('。') })),
        (parts) => {
          const lines = joinLines(parts).split('\n');
          // Four names at most: none is a list.
          for (const { head, name } of parts) {
            const own = lines.filter((line) => line.startsWith(head));
            expect(own).toHaveLength(1);
            expect(
              own[0]!
                .slice(head.length, -1)
                .split('、')
                .filter((each) => each === name),
            ).toHaveLength(1);
          }
        },
      ),
    );
  });
});

const community = {
  id: 'c',
  name: '星光社区',
  botName: '小援',
  zone: 'Asia/Shanghai',
  quiet: { from: '21:30', to: '07:30' },
};
const local = (text: string) => new Date(`${text}:00+08:00`);

describe('quiet hours', () => {
  test.each([
    ['21:30', '07:30', '2026-11-25T12:00', '2026-11-25T12:00'],
    ['21:30', '07:30', '2026-11-25T21:29', '2026-11-25T21:29'],
    ['21:30', '07:30', '2026-11-25T21:30', '2026-11-26T07:30'],
    ['21:30', '07:30', '2026-11-25T23:59', '2026-11-26T07:30'],
    ['21:30', '07:30', '2026-11-26T00:00', '2026-11-26T07:30'],
    ['21:30', '07:30', '2026-11-26T07:29', '2026-11-26T07:30'],
    ['21:30', '07:30', '2026-11-26T07:30', '2026-11-26T07:30'],
    ['21:30', '07:30', '2026-12-31T22:00', '2027-01-01T07:30'],
    ['12:00', '14:00', '2026-11-25T11:59', '2026-11-25T11:59'],
    ['12:00', '14:00', '2026-11-25T13:00', '2026-11-25T14:00'],
    ['12:00', '14:00', '2026-11-25T14:00', '2026-11-25T14:00'],
    ['00:00', '06:00', '2026-11-25T00:00', '2026-11-25T06:00'],
    ['00:00', '00:00', '2026-11-25T03:00', '2026-11-25T03:00'],
  ])('from %s to %s: what is due at %s is said at %s', (from, to, due, said) => {
    expect(toLocal(afterQuiet(local(due), { ...community, quiet: { from, to } }), community.zone)).toBe(said);
  });

  it('end once and for all: what waited for their end does not wait again', () => {
    const time = fc.integer({ min: 0, max: 1439 }).map((n) => new Date(n * 60_000).toISOString().slice(11, 16));
    const moment = fc
      .integer({ min: 0, max: 527_040 })
      .map((minutes) => new Date(Date.UTC(2026, 0) + minutes * 60_000));
    const zone = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York');
    fc.assert(
      fc.property(moment, time, time, zone, (now, from, to, where) => {
        const here = { ...community, zone: where, quiet: { from, to } };
        const at = afterQuiet(now, here);
        expect(at >= now).toBe(true);
        expect(at.getTime() - now.getTime()).toBeLessThan(25 * 3_600_000);
        expect(afterQuiet(at, here)).toEqual(at);
        if (at > now) expect(toLocal(at, where).slice(11) >= to).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  const night = local('2026-11-25T23:00');
  const lapsesAt = local('2026-11-27T10:00');
  const post = (given: More & Partial<Pick<Post, 'to' | 'text'>>): Post => ({
    to: 'group',
    text: '明天的活动',
    priority: priority.group,
    ...given,
  });

  test.each([
    ['an emergency passes', priority.emergency, '2026-11-25T23:00'],
    ['an answer to a person passes', priority.direct, '2026-11-25T23:00'],
    ['an answer in the group passes', priority.group, '2026-11-25T23:00'],
    ['a reminder waits', priority.reminder, '2026-11-26T07:30'],
    ['an announcement waits', priority.announcement, '2026-11-26T07:30'],
  ])('%s', (_, level, said) => {
    const { notBefore } = outboxRow(post({ priority: level, lapsesAt, to: { person: 'p' } }), community, night);
    expect(toLocal(notBefore, community.zone)).toBe(said);
  });

  it('the group gets no phone and no door, a person does', () => {
    const text = '张奶奶，5号楼1单元302，电话13611240052';
    const join = { head: '12：', name: '13611240052', tail: '' };
    const group = outboxRow(post({ text, join }), community, night);
    expect([group.text, group.join?.name]).toEqual(['张奶奶，5号楼，电话', '']);
    const person = outboxRow(post({ text, join, to: { person: 'p' } }), community, night);
    expect([person.text, person.join, person.toPerson]).toEqual([text, null, 'p']);
  });
});
