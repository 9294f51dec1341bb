/**
 * Patterns are tried only where their clues stand. What is held here: no clue ever hides a match, whatever anybody adds to a
 * table of wordings, because every pattern that is looked for in some thousand lines is also tried without its clues.
 */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { understand } from '../../src/chat/understand.ts';
import { inputSchema, situationOf } from '../../src/commands/understand-line.ts';
import { commands } from '../../src/features.ts';
import { cluesOf } from '../../src/language/clues.ts';
import { mayFit, says } from '../../src/language/says.ts';

const seen = vi.hoisted(() => ({ hidden: [] as string[], kept: 0, spared: 0, patterns: new Set<RegExp>() }));
vi.mock('../../src/language/says.ts', async (original) => {
  const real = await original<typeof import('../../src/language/says.ts')>();
  const mayFit = (pattern: RegExp, text: string): boolean => {
    const may = real.mayFit(pattern, text);
    seen.patterns.add(pattern);
    if (may) seen.kept++;
    else {
      seen.spared++;
      const place = pattern.lastIndex;
      pattern.lastIndex = 0;
      if (pattern.test(text)) seen.hidden.push(`${pattern} in ${text}`);
      pattern.lastIndex = place;
    }
    return may;
  };
  return {
    mayFit,
    says: (pattern: RegExp, text: string) => mayFit(pattern, text) && real.says(pattern, text),
    match: (pattern: RegExp, text: string) => (mayFit(pattern, text) ? real.match(pattern, text) : null),
    replaced: (text: string, pattern: RegExp, by: string) =>
      mayFit(pattern, text) ? real.replaced(text, pattern, by) : text,
    all: (pattern: RegExp, text: string) => (mayFit(pattern, text) ? real.all(pattern, text) : []),
  };
});

const lines: { text: string; ctx?: string; channel: string; role: string }[] = readFileSync(
  new URL('lines.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

function read(line: object): void {
  const input = inputSchema.parse({ id: 0, now: '2026-11-25T09:00:00+08:00', channel: 'group', ...line });
  understand(input.text, situationOf(input), commands);
}

beforeEach(() => Object.assign(seen, { hidden: [], kept: 0, spared: 0 }));

test('no pattern that a labelled line fits is passed over, and most that it does not fit are', () => {
  for (const line of lines) read(line);
  expect(seen.hidden).toEqual([]);
  expect(seen.spared).toBeGreaterThan(2 * seen.kept);
});

test('what is known of a pattern is known for good: none is made anew for a line', () => {
  const some = lines.filter((_, i) => i % 5 === 0);
  for (const line of some) read(line);
  const known = seen.patterns.size;
  for (const line of some) read(line);
  expect(seen.patterns.size).toBe(known);
});

test('nor in lines that are put together of pieces of others, whoever says them', () => {
  const cut = fc.tuple(fc.constantFrom(...lines), fc.nat(100)).map(([line, share]) => {
    const at = Math.round((line.text.length * share) / 100);
    return [line.text.slice(0, at), line.text.slice(at)] as const;
  });
  const mixed = fc.record({
    text: fc
      .tuple(cut, fc.constantFrom('', ' ', '，', '。', '\n', 'Ａ３', '①'), cut)
      .map(([a, link, b]) => a[0] + link + b[1]),
    ctx: fc.constantFrom(...lines.map((line) => line.ctx ?? 'smalltalk')),
    channel: fc.constantFrom('group', 'direct'),
    role: fc.constantFrom('resident', 'volunteer', 'teamHead', 'leader', 'unitContact'),
    mention: fc.boolean(),
  });
  fc.assert(
    fc.property(mixed, (line) => {
      read(line);
      expect(seen.hidden).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

describe('the clues of a pattern', () => {
  test.each<[RegExp, readonly string[] | undefined]>([
    [/报名/, ['报名']],
    [/报名|签到/, ['报名', '签到']],
    [/[报领]名?额/, ['报名', '领名', '报额', '领额']],
    [/(?:我要)?取消(?!了)/, ['取消']],
    [/(?<!不)去|来(?=吧)/, ['去', '来']],
    [/满(?:意){2,}/, ['意']],
    [/^3[0-9]?号$/, ['3号', '30', '31', '32', '33', '34', '35', '36', '37', '38', '39']],
    [/[一-龥]坏了/, ['坏了']],
    [/[^，]*漏/, ['漏']],
    [/ok/i, ['ok', 'oK', 'Ok', 'OK']],
    [/🙋|\u20e3/u, ['🙋', '\u20e3']],
    [/\\.\n/, ['\\']],
    [/[\b坏]漏/, ['漏']],
    [/\cJ|好(?:的|了)?(?:但是|不过|然后|因为|所以|可是|而且){0,3}吧/, undefined],
    [/好(?:但是|不过|然后|因为|所以|可是|而且|另外){0,3}吧/, ['好', '吧']],
    [/(不)\1/, ['不']],
    // What may fit the empty text, or any character, has none.
    [/报?名?/, undefined],
    [/报|.来?/, undefined],
    [/\s+$/, undefined],
    [/\p{L}|a/u, undefined],
    [/^(?:我|)$/, undefined],
  ])('%s', (pattern, clues) => {
    const found = cluesOf(pattern);
    if (clues === undefined) expect(found).toBeUndefined();
    else expect(new Set(found).size).toBeGreaterThan(0);
    for (const clue of found ?? []) expect(clues).toContain(clue);
  });

  const patterns = [
    /^(?:我|俺)?(?:要|想){0,2}报(?:名|上)[了吧]*$/,
    /[0-9]{1,3}(?:\.[0-9])? ?(?:号|#)楼?/,
    /a(?:b|c(?:d|e?f)){2}g|h[i-k]+l{0}m/,
    /(?<n>x|yz?)+\/\[\]-\u4e00[\u4e01\u4e02]?\x41/,
    /(?:ab|a|b)(?:ba|b|a)c?|[^abc]\d\w/,
  ];
  test.each(patterns)('stand in whatever %s fits', (pattern) => {
    fc.assert(
      fc.property(fc.stringMatching(pattern), (text) => {
        fc.pre(pattern.test(text));
        expect(mayFit(pattern, text)).toBe(true);
        expect(says(pattern, `${text}`)).toBe(true);
      }),
    );
  });
});

test('texts and patterns beyond what is kept at hand are found too', () => {
  const words = Array.from(
    { length: 1200 },
    (_, i) => String.fromCharCode(0x4e00 + i) + String.fromCharCode(0x5e00 + i),
  );
  const patterns = words.map((word) => new RegExp(word));
  for (const [i, word] of words.entries()) {
    expect(says(patterns[i]!, `一${word}二`)).toBe(true);
    expect(says(patterns[i]!, words[(i + 7) % words.length]!)).toBe(false);
    expect(says(patterns[0]!, words[0]!)).toBe(true);
  }
});
