/** Whatever people paste, the readers do not throw, do not hang, and do not let a phone or a door through. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { understand } from '../../src/chat/understand.ts';
import { readActivities } from '../../src/language/activity.ts';
import { readChain } from '../../src/language/chain.ts';
import { fold } from '../../src/language/fold.ts';
import { normalise } from '../../src/language/normalise.ts';
import { hidePrivate, readPhones } from '../../src/language/phone.ts';
import { readPlaces } from '../../src/language/place.ts';
import { placed } from './situation.ts';

const words = [
  '我',
  '报名',
  '3号',
  '「',
  '」',
  '(',
  '（',
  '[',
  '想',
  '去',
  '一',
  '1',
  '12:',
  '-',
  '楼',
  '单元',
  '+',
  '#接龙',
  '\n',
  ' ',
  ',',
  '!',
  '坏了',
  '帮',
  '周六',
  '点',
  '\ud800',
  '\udc00',
  '😂',
  '号',
  '个',
  '人',
  '不',
  '了',
  '吗',
  '@志愿小助手',
  '@',
];
const piece = fc.constantFrom(...words);
const soup = fc.array(piece, { maxLength: 120 }).map((all) => all.join(''));
const repeated = fc
  .tuple(fc.array(piece, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 10_000 }))
  .map(([unit, n]) => {
    const one = unit.join('');
    return one.repeat(Math.ceil(n / one.length)).slice(0, 10_000);
  });
const anything = fc.oneof(soup, repeated, fc.string({ unit: 'binary', maxLength: 2000 }));
const where = fc.constantFrom(
  '',
  'direct',
  '@',
  'leader',
  'direct leader',
  'announce:3',
  'list:3,5,7',
  'direct ask:place:need',
  'direct confirm:claim:3',
  'smalltalk',
);

test('no text and no situation make it throw', () => {
  fc.assert(
    fc.property(anything, where, (says, marks) => {
      const { text, situation } = placed({ says, means: 'chatter', in: marks });
      const found = understand(text, situation, []);
      expect(found.meanings.length).toBeGreaterThan(0);
      for (const m of found.meanings) expect(m.confidence).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 400 },
  );
});

describe('time grows with the length, not with its square', () => {
  const walls = [
    '我想去',
    '一',
    '1',
    '3号',
    '((',
    '「',
    '-1',
    '我和我',
    '上午3人',
    '1.王',
    '周六',
    '哈哈',
    'a',
    ' ',
    '帮我',
    '想想',
    '我报',
    '不去',
  ];
  const cost = (text: string) => {
    const { situation } = placed({ says: '', means: 'chatter', in: 'leader' });
    const run = () => {
      const before = process.cpuUsage();
      understand(text, situation, []);
      readChain(`#接龙\n${text}`);
      readActivities(text.slice(0, 1200), situation.now);
      hidePrivate(text);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    return Math.min(run(), run(), run(), run());
  };
  test.each(walls)('a wall of %j', (unit) => {
    const wall = (n: number) => unit.repeat(Math.ceil(n / unit.length)).slice(0, n);
    cost(wall(2500));
    const short = Math.max(cost(wall(2500)), 1500);
    const long = cost(wall(10_000));
    expect(long / short).toBeLessThan(16);
  });
});

const digit = fc.constantFrom(...'0123456789');
const mobile = fc
  .tuple(fc.constantFrom(...'3456789'), fc.array(digit, { minLength: 9, maxLength: 9 }))
  .map(([second, rest]) => `1${second}${rest.join('')}`);
const spoken = (number: string) => [...number].map((d) => '零一二三四五六七八九'[Number(d)]).join('');
const wide = (number: string) => [...number].map((d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0)).join('');
const spaced = (number: string) => `${number.slice(0, 3)} ${number.slice(3, 7)}-${number.slice(7)}`;
const written = fc
  .tuple(
    mobile,
    fc.constantFrom((n: string) => n, spoken, wide, spaced),
  )
  .map(([number, how]) => how(number));
const door = fc
  .tuple(
    fc.integer({ min: 1, max: 30 }),
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 101, max: 2910 }),
    fc.constantFrom(0, 1, 2, 3),
  )
  .map(
    ([b, u, r, how]) =>
      [`${b}号楼${u}单元${r}`, `${b}栋${r}室`, `${b}-${u}-${r}`, `${wide(String(b))}号楼${wide(String(r))}`][how]!,
  );
const around = fc.constantFrom('', '住', '电话', ' ', '，', '我家', '老李', '。', '找我 ', '（', '）');

test('a phone never gets past hidePrivate', () => {
  fc.assert(
    fc.property(around, written, around, written, (a, one, b, two) => {
      const shown = hidePrivate(`${a}${one}${b}、${two}`);
      expect(readPhones(normalise(shown))).toEqual([]);
    }),
  );
});

test('a door never gets past hidePrivate', () => {
  fc.assert(
    fc.property(around, door, around, (a, where, b) => {
      const shown = hidePrivate(`${a}${where}${b}`);
      expect(readPlaces(normalise(shown)).filter((p) => p.place.room !== undefined)).toEqual([]);
    }),
  );
});

test('folding keeps the length, so that positions stay', () => {
  fc.assert(fc.property(anything, (text) => fold(text).length === text.length));
});
