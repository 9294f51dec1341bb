/** Which of the known items a clause names or describes, for readers that know what is on. Pure. */
import type { ItemView, Situation } from '../../chat/context.ts';
import type { Ref } from '../../chat/meaning.ts';
import type { Clause, Line } from '../line.ts';
import { readNumeral } from '../numeral.ts';
import { likeness, sameRef, shiftOf } from '../which.ts';
import { addressed } from './reader.ts';

export const named =
  /(?:下下|下|这|本|上)?个?(?:周|星期|礼拜)[一二三四五六日天末]|今[天儿晚早]|明[天儿晚早]|后[天儿]|[0-9]{1,2}[号日]|当天/;
const parts: readonly (readonly [RegExp, number, number])[] = [
  [/上午|早上|早晨|一早|清早|头晌/, 0, 12],
  [/中午|晌午/, 10, 14],
  [/下午|午后|后晌/, 12, 18],
  [/晚上|傍晚|夜里|今晚|明晚/, 17, 24],
];

/** 9点那班, 九点的. */
const shiftHour = /([0-9]{1,2}|[一二三四五六七八九十]{1,3})点(?:半)?(?:的?那|的|这)(?:一)?(?:班|场|个)?/;

/** Whether words about time allow an item: another day or part of the day rules it out. */
export function timeFits(clause: string, line: Line, item: ItemView): boolean {
  if (!item.start) return true;
  if (named.test(clause) && line.times.date && !item.start.startsWith(line.times.date)) return false;
  if (item.start.length < 16) return true;
  const hour = Number(item.start.slice(11, 13));
  const said12 = readNumeral(shiftHour.exec(clause)?.[1] ?? '');
  if (typeof said12 === 'number' && said12 % 12 !== hour % 12) return false;
  const said = parts.filter(([words]) => words.test(clause));
  return said.length === 0 || said.some(([, from, to]) => hour >= from && hour < to);
}

/** Numbers of a clause that name something that is there; one that belongs to a house, a price or a bus names nothing. */
export function byNumber(clause: Clause, s: Situation): Ref[] {
  const items = s.items === 'any' ? [] : s.items;
  return clause.uses
    .filter((use) => (use.owner === 'item' || use.owner === 'bare') && use.value !== undefined)
    .map((use): Ref => (use.shift ? { number: use.value!, shift: use.shift } : { number: use.value! }))
    .filter((ref) => items.some((item) => sameRef(item.ref, ref) && item.kind !== 'visit'));
}

/** By how much the better fit must lead; of two that fit alike, the one with room is meant. */
const clearly = 0.15;

/** The one open item that words describe, at least this well. */
export function byWords(words: string, line: Line, s: Situation, least: number): Ref | undefined {
  const items = s.items === 'any' ? [] : s.items.filter((item) => item.open && timeFits(line.text, line, item));
  const scored = items
    .map((item) => ({ item, score: likeness(words, item) }))
    .filter(({ score }) => score >= least)
    .sort((a, b) => b.score - a.score);
  const alike = scored.filter(({ score }) => scored[0]!.score - score < clearly).map(({ item }) => item);
  const shift = shiftOf(words, alike);
  if (shift) return shift.ref;
  const free = alike.filter((item) => item.free > 0);
  const [only, ...others] = free.length > 0 ? free : alike;
  return others.length === 0 ? only?.ref : undefined;
}

/** 下午那班, 早班: a shift by its part of the day; not 下午班车. */
const saysShift = /(?:上午|早上|中午|下午|晚上|早|中|晚)的?(?:那|这)?(?:一)?个?[班场](?![车级次主里])/;

/** The one open shift at the part of the day that a clause names; in the group, of what the bot spoke of last: people have jobs. */
export function byPart(clause: Clause, line: Line, s: Situation): Ref | undefined {
  if (s.items === 'any' || !saysShift.test(clause.text)) return undefined;
  const spoken = ({ ref }: ItemView) => addressed(s) || s.lastPost?.refs.some(({ number }) => number === ref.number);
  const shifts = s.items.filter(
    (item) => item.kind === 'shift' && item.open && spoken(item) && timeFits(clause.text, line, item),
  );
  return shifts.length === 1 ? shifts[0]!.ref : shiftOf(clause.text, shifts)?.ref;
}

/** A clause without the numbers that may name items, so that the end of a promise is the end of the clause. */
export function plain(clause: Clause): string {
  let text = clause.text;
  for (const use of [...clause.uses].reverse())
    if (use.owner === 'item' || use.owner === 'bare')
      text = `${text.slice(0, use.at - clause.at)} ${text.slice(use.end - clause.at)}`;
  return text.trim();
}
