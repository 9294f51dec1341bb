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

/** The patterns of each clue, as a chain of links: at one place the bit of a pattern, at the next the next link; 0 ends it. */
let links = new Int32Array(1 << 12);
let linked = 2;
/** First link by character; and by pair, where each character of any clue has a small number. */
const ofCharacter = new Int32Array(0x1_00_00);
/** A table of pairs in which a pair stands at its own place or, where that is taken, at the next free one; 0 = free. */
let pairs = new Int32Array(1 << 13);
let ofPair = new Int32Array(pairs.length);
let pairsKnown = 0;
const numbers = new Uint16Array(0x1_00_00);
let numbered = 0;

const numberOf = (code: number): number => {
  if (numbers[code] === 0) numbers[code] = ++numbered;
  return numbers[code]!;
};
/** Both numbers in one; below 2^31 as long as clues have fewer than 2^15 different characters. */
const pairOf = (first: number, second: number): number => (first << 15) | second;

/** Where a pair stands in the table, or would stand. */
function placeOf(pair: number): number {
  const last = pairs.length - 1;
  let at = (Math.imul(pair, 0x9e3779b1) >>> 15) & last;
  while (pairs[at] !== pair && pairs[at] !== 0) at = (at + 1) & last;
  return at;
}

function addPair(pair: number, bit: number): void {
  // Half empty, so that most pairs that are no clue end at their first place.
  if (pairsKnown * 2 >= pairs.length) {
    const [old, heads] = [pairs, ofPair];
    pairs = new Int32Array(old.length * 2);
    ofPair = new Int32Array(pairs.length);
    for (let i = 0; i < old.length; i++) {
      if (old[i] === 0) continue;
      const at = placeOf(old[i]!);
      pairs[at] = old[i]!;
      ofPair[at] = heads[i]!;
    }
  }
  const at = placeOf(pair);
  if (pairs[at] === 0) pairsKnown++;
  pairs[at] = pair;
  ofPair[at] = linkTo(bit, ofPair[at]!);
}

/** A link to a pattern before another link. */
function linkTo(bit: number, rest: number): number {
  if (linked + 2 > links.length) {
    const longer = new Int32Array(links.length * 2);
    longer.set(links);
    links = longer;
  }
  links[linked] = bit;
  links[linked + 1] = rest;
  linked += 2;
  return linked - 2;
}

function note(clue: string, bit: number): void {
  const first = clue.charCodeAt(0);
  if (clue.length === 1) {
    numberOf(first);
    ofCharacter[first] = linkTo(bit, ofCharacter[first]!);
    return;
  }
  addPair(pairOf(numberOf(first), numberOf(clue.charCodeAt(1))), bit);
}

/** Learns a pattern when it is first looked for; the marks of texts seen before know nothing of it. */
function learn(pattern: RegExp): number {
  const clues = known < mostPatterns ? cluesOf(pattern) : undefined;
  const bit = clues ? known++ : -1;
  bits.set(pattern, bit);
  for (const clue of clues ?? []) note(clue, bit);
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

function mark(first: number, to: number): void {
  for (let link = first; link !== 0; link = links[link + 1]!) {
    const bit = links[link]!;
    marks[to + (bit >> 5)]! |= 1 << (bit & 31);
  }
}

/** At which of the kept places the marks of a text are. */
function marksOf(text: string): number {
  for (let slot = 0; slot < kept; slot++) if (texts[slot] === text) return slot;
  const slot = next;
  next = (next + 1) % kept;
  texts[slot] = text;
  const to = slot * words;
  marks.fill(0, to, to + words);
  let before = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const number = numbers[code]!;
    if (number !== 0) {
      mark(ofCharacter[code]!, to);
      if (before !== 0) mark(ofPair[placeOf(pairOf(before, number))]!, to);
    }
    before = number;
  }
  return slot;
}

/** Whether a pattern may fit somewhere in a text; false only when it cannot. The pattern is one that is made once. */
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
