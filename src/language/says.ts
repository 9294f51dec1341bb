/**
 * Looking for patterns at the price of those that may be there. Some hundred patterns are tried on one line, and nearly
 * all in vain: every pattern cannot do without some characters (clues.ts), so the clues of a line are looked up once,
 * which leaves a mark for every pattern that may fit, and only these are tried. No result differs from `pattern.test`.
 */
import { cluesOf } from './clues.ts';

/** Marks of a text: one bit for every known pattern. */
const words = 32;
const mostPatterns = words * 32;

/** Bit of each pattern; -1 for one without clues, which is always tried. */
const bits = new Map<RegExp, number>();
let known = 0;

/** Small numbers for the characters that stand in clues; 0 for all others. */
const letters = new Uint16Array(0x1_00_00);
let lettersKnown = 0;
/** Where the marks of a clue begin in `rows`: of one character by its number, of a pair by both. */
const singles = new Int32Array(0x1_00_00);
const pairs = new Map<number, number>();
let rows = new Int32Array(words * 256);
let rowsUsed = 1;

const letterOf = (code: number): number => {
  if (letters[code] === 0) letters[code] = ++lettersKnown;
  return letters[code]!;
};
const pairOf = (first: number, second: number): number => first * 0x40_00 + second;

function newRow(): number {
  if ((rowsUsed + 1) * words > rows.length) {
    const larger = new Int32Array(rows.length * 2);
    larger.set(rows);
    rows = larger;
  }
  return rowsUsed++ * words;
}

function rowOf(clue: string): number {
  const first = letterOf(clue.charCodeAt(0));
  if (clue.length === 1) {
    if (singles[first] === 0) singles[first] = newRow();
    return singles[first]!;
  }
  const key = pairOf(first, letterOf(clue.charCodeAt(1)));
  const row = pairs.get(key) ?? newRow();
  pairs.set(key, row);
  return row;
}

/** Learns a pattern when it is first looked for; the marks of texts seen before know nothing of it. */
function learn(pattern: RegExp): number {
  const clues = known < mostPatterns ? cluesOf(pattern) : undefined;
  const bit = clues ? known++ : -1;
  bits.set(pattern, bit);
  for (const clue of clues ?? []) {
    // First the row: it may move all rows to a larger place.
    const row = rowOf(clue);
    rows[row + (bit >> 5)]! |= 1 << (bit & 31);
  }
  forget();
  return bit;
}

/** The texts that were looked at last, and their marks; a line, its clauses and their skeletons are asked in turn. */
const kept = 8;
const texts = new Array<string | undefined>(kept).fill(undefined);
const marks = new Int32Array(kept * words);
let next = 0;
let last = 0;

function forget(): void {
  texts.fill(undefined);
}

/** Where the marks of a text begin. */
function marksOf(text: string): number {
  for (let slot = 0; slot < kept; slot++) if (texts[slot] === text) return slot;
  const slot = next;
  next = (next + 1) % kept;
  texts[slot] = text;
  const to = slot * words;
  marks.fill(0, to, to + words);
  let before = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = letters[text.charCodeAt(at)]!;
    if (letter !== 0) {
      const single = singles[letter]!;
      if (single !== 0) for (let i = 0; i < words; i++) marks[to + i]! |= rows[single + i]!;
      const pair = before === 0 ? undefined : pairs.get(pairOf(before, letter));
      if (pair !== undefined) for (let i = 0; i < words; i++) marks[to + i]! |= rows[pair + i]!;
    }
    before = letter;
  }
  return slot;
}

/** Whether a pattern may fit somewhere in a text; false only when it cannot. */
export function mayFit(pattern: RegExp, text: string): boolean {
  const bit = bits.get(pattern) ?? learn(pattern);
  if (bit < 0) return true;
  if (texts[last] !== text) last = marksOf(text);
  return (marks[last * words + (bit >> 5)]! & (1 << (bit & 31))) !== 0;
}

/** `pattern.test(text)`, for patterns without the flags g and y. */
export function says(pattern: RegExp, text: string): boolean {
  return mayFit(pattern, text) && pattern.test(text);
}

/** `pattern.exec(text)`, for patterns without the flags g and y. */
export function match(pattern: RegExp, text: string): RegExpExecArray | null {
  return mayFit(pattern, text) ? pattern.exec(text) : null;
}

/** `text.replace(pattern, by)`. */
export function replaced(text: string, pattern: RegExp, by: string): string {
  return mayFit(pattern, text) ? text.replace(pattern, by) : text;
}

/** `[...text.matchAll(pattern)]`, which would copy the pattern each time; for patterns with the flag g that fit no empty text. */
export function all(pattern: RegExp, text: string): RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  if (!mayFit(pattern, text)) return matches;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) matches.push(match);
  return matches;
}
