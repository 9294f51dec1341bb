import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answerTime } from '../../src/language/time/answer.ts';
import { messageWordings } from '../../src/language/time/choose.wordings.ts';
import { clockWordings } from '../../src/language/time/clock.wordings.ts';
import { dateWordings } from '../../src/language/time/date.wordings.ts';
import { dayPartWordings } from '../../src/language/time/day-part.wordings.ts';
import { durationWordings } from '../../src/language/time/duration.wordings.ts';
import { festivalWordings } from '../../src/language/time/festival.wordings.ts';
import { periodWordings } from '../../src/language/time/period.wordings.ts';
import { recurringWordings } from '../../src/language/time/recurring.wordings.ts';
import { relativeDayWordings } from '../../src/language/time/relative-day.wordings.ts';
import { readTime } from '../../src/language/time/time.ts';
import { weekdayWordings } from '../../src/language/time/weekday.wordings.ts';

const TABLES = [
  ...weekdayWordings,
  ...relativeDayWordings,
  ...dateWordings,
  ...clockWordings,
  ...dayPartWordings,
  ...durationWordings,
  ...periodWordings,
  ...festivalWordings,
  ...recurringWordings,
  ...messageWordings,
];

for (const { name, now, means, nothing } of TABLES) {
  describe(name, () => {
    for (const [expected, says] of means) {
      it.each(says)(`%s → ${JSON.stringify(expected)}`, (text) => {
        const { spans, ...found } = readTime(text, now);
        expect(found).toEqual({ start: null, end: null, ...expected });
        expect(spans.length).toBeGreaterThan(0);
      });
    }
    it.each(nothing ?? [])('no time in “%s”', (text) => {
      expect(readTime(text, now)).toEqual({ start: null, end: null, spans: [] });
    });
  });
}

describe('lines of a critic, written after the readers', () => {
  const file = new URL('./time-critic.jsonl', import.meta.url);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  it.each(lines.map((line) => JSON.parse(line) as { id: number; now: string; text: string }))('$text', (line) => {
    const { text, now, ...expected } = line;
    expect(answerTime({ id: line.id, now, text })).toEqual(expected);
  });
});

describe('the tables', () => {
  it('hold no wording twice and enough near misses', () => {
    for (const { name, means, nothing } of TABLES) {
      const all = [...means.flatMap(([, says]) => says), ...(nothing ?? [])];
      expect(
        all.filter((text, i) => all.indexOf(text) !== i),
        name,
      ).toEqual([]);
    }
    expect(TABLES.flatMap((table) => table.nothing ?? []).length).toBeGreaterThan(80);
  });
});
