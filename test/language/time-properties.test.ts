import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromLocal } from '../../src/language/time/calendar.ts';
import { readTime } from '../../src/language/time/time.ts';

const NOW = '2026-11-23T09:00:00+08:00';
const ISO = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?$/;

/** Words that readers know, in senseless order, with digits, brackets and broken surrogates between. */
const BITS = [
  '周六',
  '下周',
  '每',
  '一三五',
  '9',
  '点',
  '半',
  '到',
  '-',
  '~',
  '号',
  '月',
  '12',
  '11.28',
  '/',
  ':',
  '30',
  '上午',
  '晚',
  '今',
  '明天',
  '后',
  '前',
  '截止',
  '国庆',
  '农历',
  '初',
  '十五',
  '腊月',
  '小时',
  '分钟',
  '两',
  '个',
  '、',
  '和',
  '，',
  ' ',
  '(',
  ')',
  '（',
  '【',
  '\n',
  '\ud800',
  '\udc00',
  '👨‍👩‍👧',
  '1️⃣',
  '③',
  '一',
  '零',
  '第',
  '元',
  '楼',
  '年',
  '31',
  '2月30日',
  '99',
  '差一刻',
  '隔周',
  '底',
];
const senseless = fc.array(fc.constantFrom(...BITS), { maxLength: 60 }).map((bits) => bits.join(''));
const anything = fc.oneof(
  senseless,
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
);

describe('any text at all', () => {
  it('is read without a fault, as local dates that exist, with spans inside the text', () => {
    fc.assert(
      fc.property(
        anything,
        fc.date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
        (text, now) => {
          const { start, end, dates, spans } = readTime(text, now);
          for (const time of [start, end, ...(dates ?? [])]) {
            if (time === null) continue;
            expect(time).toMatch(ISO);
            expect(Number.isNaN(fromLocal(time).getTime())).toBe(false);
          }
          for (const [from, to] of spans) expect(0 <= from && from < to && to <= text.length).toBe(true);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('means the same in full width and with the hour of its zone written otherwise', () => {
    fc.assert(
      fc.property(senseless, (text) => {
        expect(readTime(text, NOW)).toEqual(readTime(text, '2026-11-23T01:00:00Z'));
        expect(readTime(text, NOW)).toEqual(readTime(text, '2026-11-23T09:00'));
      }),
    );
  });

  it('of two dates in one answer the later one is the end', () => {
    fc.assert(
      fc.property(senseless, (text) => {
        const { start, end, dates } = readTime(text, NOW);
        if (start && end) expect(end.slice(0, 10) >= start.slice(0, 10)).toBe(true);
        if (dates) expect([...dates].sort()).toEqual(dates);
      }),
      { numRuns: 3000 },
    );
  });
});

/** What could make a careless pattern slow. */
const UNITS = [
  '一',
  '1',
  '十',
  '零',
  '半',
  '周',
  '下',
  '前',
  '后',
  '今',
  '每',
  '第',
  ' ',
  '(',
  '-',
  '到',
  '和',
  '、',
  '\ud800',
  '😀',
  '①',
  '１',
  '9点到',
  '9点前',
  '9点 ',
  '周六',
  '周一、',
  '周一二三',
  '每周一',
  '每月1、',
  '12月',
  '12.',
  '1、',
  '、1号',
  '3号',
  '1-',
  '1 ',
  '。9:00-',
  '晚上',
  '过了',
  '2026年',
  '二零二六年',
  '农历八月',
  '国庆',
  '元旦',
  '差一刻',
  '9点结束',
  '半小时',
  '年初',
];

/** Processor milliseconds, the least of some runs. */
function cost(text: string, runs: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage();
    readTime(text, NOW);
    const used = process.cpuUsage(before);
    least = Math.min(least, (used.user + used.system) / 1000);
  }
  return least;
}

describe('long texts', () => {
  it('cost no more than their length: ten times the text, far less than a hundred times the work', () => {
    let slowest = { unit: '', ms: 0 };
    for (const unit of UNITS) {
      const long = unit.repeat(Math.ceil(10_000 / unit.length)).slice(0, 10_000);
      const short = cost(long.slice(0, 1_000), 5);
      const ms = cost(long, 3);
      if (ms > slowest.ms) slowest = { unit, ms };
      // A clock of whole milliseconds must not make the short text look free.
      expect(ms, JSON.stringify(unit)).toBeLessThan(100 * Math.max(short, 1));
    }
    console.log(`slowest 10,000 characters: ${JSON.stringify(slowest.unit)} ${slowest.ms.toFixed(1)} ms`);
  });
});
