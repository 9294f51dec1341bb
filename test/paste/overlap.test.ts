/** Overlapping pieces: what was taken in before is known again, and nothing new is taken for old. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isOurs, overlap, type Piece, type Seen } from '../../src/channel/paste/overlap.ts';

const now = '2026-11-27T12:00';
/** `何平 10:23 我来`; without a time it was pasted at 10:00. */
function seen(...lines: string[]): Seen[] {
  return lines.map((line, i) => {
    const [name, time, text] = parts(line);
    return { id: `${i}`, name, text: text ?? '', at: `2026-11-27T${time ?? '10:00'}`, timed: time !== undefined };
  });
}
function piece(...lines: string[]): Piece[] {
  return lines.map((line) => {
    const [name, time, text] = parts(line);
    return {
      name,
      ...(text === '撤回' ? {} : { text: text ?? '' }),
      ...(time === undefined ? {} : { at: `2026-11-27T${time}` }),
    };
  });
}
function parts(line: string): [string, string | undefined, string | undefined] {
  const [name, second, third] = line.split(' ');
  return /^\d\d:\d\d$/.test(second ?? '') ? [name!, second, third] : [name!, undefined, second];
}

const cases: [string, Seen[], Piece[], (number | undefined)[]][] = [
  ['nothing was there', seen(), piece('何平 10:23 我来'), [undefined]],
  ['the same piece', seen('何平 10:23 我来', '苏梅 10:24 好'), piece('何平 10:23 我来', '苏梅 10:24 好'), [0, 1]],
  ['a piece that goes on', seen('何平 10:23 我来'), piece('何平 10:23 我来', '苏梅 10:24 好'), [0, undefined]],
  ['a piece that begins earlier', seen('苏梅 10:24 好'), piece('何平 10:23 我来', '苏梅 10:24 好'), [undefined, 0]],
  ['the same words a minute later', seen('何平 10:23 我来'), piece('何平 10:24 我来'), [undefined]],
  ['the same words of another', seen('何平 10:23 我来'), piece('苏梅 10:23 我来'), [undefined]],
  ['twice in a minute', seen('何平 10:23 我来'), piece('何平 10:23 我来', '何平 10:23 我来'), [0, undefined]],
  [
    'blanks that copying adds',
    seen('何平 10:23 我来'),
    [{ name: '何平', text: ' 我 来\n', at: '2026-11-27T10:23' }],
    [0],
  ],
  [
    'first with times, then without',
    seen('何平 10:23 我来', '苏梅 10:24 好'),
    piece('何平 我来', '苏梅 好', '何平 嗯'),
    [0, 1, undefined],
  ],
  ['first without times, then with', seen('何平 我来', '苏梅 好'), piece('何平 10:23 我来', '苏梅 10:24 好'), [0, 1]],
  [
    'without times, among other talk',
    seen('何平 好', '苏梅 我来'),
    piece('何平 早', '何平 好', '苏梅 嗯'),
    [undefined, undefined, undefined],
  ],
  [
    'without times, with its neighbours',
    seen('何平 好', '苏梅 我来'),
    piece('何平 早', '何平 好', '苏梅 我来'),
    [undefined, 0, 1],
  ],
  ['without times, long ago', [{ ...seen('何平 我来')[0]!, at: '2026-11-26T20:00' }], piece('何平 我来'), [undefined]],
  [
    'words taken back between others',
    seen('何平 10:23 早', '苏梅 10:24 我来', '何平 10:25 好'),
    piece('何平 10:23 早', '苏梅 撤回', '何平 10:25 好'),
    [0, 1, 2],
  ],
  [
    'words taken back at the end',
    seen('何平 10:23 早', '苏梅 10:24 我来'),
    piece('何平 10:23 早', '苏梅 撤回'),
    [0, 1],
  ],
  [
    'words taken back that were never pasted',
    seen('何平 10:23 早', '苏梅 10:24 我来'),
    piece('何平 10:23 早', '苏梅 撤回', '苏梅 10:24 我来'),
    [0, undefined, 1],
  ],
  [
    'words taken back, of nobody near',
    seen('何平 10:23 早', '林晓 10:24 我来'),
    piece('何平 10:23 早', '苏梅 撤回'),
    [0, undefined],
  ],
];

describe('overlapping pieces', () => {
  test.each(cases)('%s', (_, before, after, found) => {
    expect(overlap(before, after, now)).toEqual(found);
  });

  it('however a chat is cut into overlapping pieces, each line counts once', () => {
    const line = fc.record({
      name: fc.constantFrom('何平', '苏梅'),
      text: fc.constantFrom('好', '我来', '嗯'),
      minute: fc.integer({ min: 0, max: 1 }),
    });
    const chat = fc.array(line, { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(chat, fc.array(fc.nat(30), { maxLength: 8 }), fc.boolean(), (said, cuts, timed) => {
        let minute = 0;
        let before = new Set<string>();
        const all = said.map(({ name, text, minute: later }, i): Piece => {
          if (!timed) return { name, text: `${text}${i}` };
          // Nobody says the same twice in one minute: that no copy could tell apart.
          if (later > 0 || before.has(name + text)) {
            minute += 1;
            before = new Set();
          }
          before.add(name + text);
          return { name, text, at: `2026-11-27T11:${String(minute).padStart(2, '0')}` };
        });
        const taken: Seen[] = [];
        let reached = 0;
        for (const cut of [...cuts, all.length]) {
          // From somewhere before what was reached to somewhere behind it.
          const from = Math.max(0, reached - (cut % 5));
          const to = Math.max(reached, Math.min(all.length, cut));
          const known = overlap(taken, all.slice(from, to), now);
          for (const [i, one] of all.slice(from, to).entries())
            if (known[i] === undefined)
              taken.push({ id: '', name: one.name, text: one.text!, at: one.at ?? now, timed });
          reached = to;
        }
        expect(taken.length).toBe(all.length);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the bot’s own words', () => {
  const texts = ['【1】值守 记下了：何平', '【1】值守 记下了：何平，还缺1人', '新活动【1】值守\n明天 9:00'];
  it.each([
    ['one text', '【1】值守 记下了：何平', 1],
    ['the longer one of two', '【1】值守 记下了：何平，还缺1人', 1],
    ['two, posted as one', '新活动【1】值守\n明天 9:00\n\n【1】值守 记下了：何平，还缺1人', 2],
    ['with words of somebody behind', '【1】值守 记下了：何平 谢谢', 0],
    ['words of somebody', '我来', 0],
  ])('%s', (_, words, count) => {
    expect(isOurs(words, texts)).toHaveLength(count);
  });

  it('words that people say too are not taken for the bot’s', () => {
    expect(isOurs('好的', ['好的'])).toEqual([]);
  });
});
