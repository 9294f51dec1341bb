import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NUMERAL, readNumeral } from '../../src/language/numeral.ts';

it.each([
  ['一', 1],
  ['两', 2],
  ['俩', 2],
  ['仨', 3],
  ['十', 10],
  ['十五', 15],
  ['二十', 20],
  ['二十八', 28],
  ['廿三', 23],
  ['卅', 30],
  ['卅一', 31],
  ['一百', 100],
  ['一百零五', 105],
  ['一百二', 120],
  ['两百五', 250],
  ['一百五十', 150],
  ['三百六十五', 365],
  ['一千零一', 1001],
  ['一千五', 1500],
  ['两千零二十六', 2026],
  ['一万', 10000],
  ['一万二千', 12000],
  ['半', 0.5],
  ['零', 0],
  ['〇', 0],
  ['二零二六', 2026],
  ['幺三八', 138],
  ['幺幺零', 110],
  ['12', 12],
  ['１２', 12],
  ['1.5', 1.5],
  ['③', 3],
  ['⑫', 12],
  ['1️⃣', 1],
  ['1️⃣2️⃣', 12],
  ['007', 7],
  ['百', 100],
  ['3百', 300],
] as const)('%s is %d', (text, value) => {
  expect(readNumeral(text)).toBe(value);
});

it.each([
  '',
  '两三',
  '七八',
  '三五',
  '十十',
  '一十百',
  '个',
  '周',
  '1.2.3',
  '一二百',
  '二十廿',
  'abc',
  '十万百千',
  '-3',
])('“%s” is no number', (text) => {
  expect(readNumeral(text)).toBeNull();
});

it('reads back what a clerk writes', () => {
  const digits = '零一二三四五六七八九';
  const write = (n: number): string => {
    if (n < 10) return digits[n]!;
    const [tens, ones] = [Math.floor(n / 10), n % 10];
    return `${tens === 1 ? '' : digits[tens]}十${ones === 0 ? '' : digits[ones]}`;
  };
  fc.assert(fc.property(fc.integer({ min: 1, max: 99 }), (n) => readNumeral(write(n)) === n));
});

it('never fails, and its regexp finds a numeral in a bounded piece', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => readNumeral(text) !== undefined));
  expect('一'.repeat(10_000).match(new RegExp(NUMERAL))?.[0].length).toBe(9);
});
