/** Which number the bot gave to which name of the day ({A}, {A1}, {N1}), learnt after the line that brings it. */
import type { Effect } from './day.ts';
import type { ItemState, NeedState, State } from './state.ts';

/** From names of the day (`A`, `A1`, `N1`) to numbers of the bot (`12`, `12A`, `13`). */
export type Book = Map<string, string>;

/** A number that no day reaches, in place of one that the bot never gave. */
const nobodys = '9700';

/** Puts the bot's numbers in the place of `{A}`. */
export function fill(text: string, book: Book): string {
  return text.replace(/\{([A-Z]+\d*)\}/g, (_, name: string) => book.get(name) ?? nobodys);
}

/** Whether two titles share a word of two characters. */
export function alike(a: string, b: string): boolean {
  for (let i = 0; i + 2 <= a.length; i++) if (b.includes(a.slice(i, i + 2))) return true;
  return false;
}

type Publish = Extract<Effect, { publish: unknown }>['publish'];
type Need = Extract<Effect, { need: unknown }>['need'];

function best<T>(candidates: readonly T[], score: (candidate: T) => number, least: number): T | undefined {
  const [first] = candidates
    .map((candidate) => ({ candidate, points: score(candidate) }))
    .filter(({ points }) => points >= least)
    .sort((a, b) => b.points - a.points);
  return first?.candidate;
}

function learnActivity(publish: Publish, state: State, book: Book): void {
  const taken = new Set(book.values());
  const wholes = state.items.filter((item) => item.kind === 'activity' && !taken.has(item.key));
  const start = publish.start ?? publish.shifts?.map((shift) => shift.start).sort()[0];
  const points = (item: ItemState) =>
    (item.start === start ? 3 : 0) +
    (alike(item.title, publish.title) ? 2 : 0) +
    (item.seats === publish.seats ? 1 : 0);
  const whole = best(wholes, points, 2);
  if (!whole) return;
  book.set(publish.item, whole.key);
  const parts = state.items.filter((item) => item.kind === 'shift' && item.key.replace(/[A-Z]$/, '') === whole.key);
  publish.shifts?.forEach((shift, i) => {
    const part = parts.find((item) => item.start === shift.start && !new Set(book.values()).has(item.key)) ?? parts[i];
    if (part) book.set(shift.item, part.key);
  });
}

function learnNeed(need: Need, state: State, book: Book): void {
  const taken = new Set(book.values());
  const kinds = [need.kind, ...(need.kindAlt ?? [])];
  const points = (found: NeedState) =>
    (found.reporter === need.from ? 3 : 0) +
    (kinds.includes(found.category) ? 2 : 0) +
    (found.room !== null && found.room === need.place?.room ? 1 : 0) +
    (found.phone !== null && found.phone === need.phone ? 1 : 0);
  const found = best(
    state.needs.filter((candidate) => !taken.has(candidate.item)),
    points,
    3,
  );
  if (found) book.set(need.item, found.item);
}

/** Writes into the book what the effects brought; what is in it already stays. */
export function learn(effects: readonly Effect[], state: State, book: Book): void {
  for (const effect of effects) {
    if ('publish' in effect && !book.has(effect.publish.item)) learnActivity(effect.publish, state, book);
    if ('need' in effect && !book.has(effect.need.item)) learnNeed(effect.need, state, book);
  }
}

/** Whether a text of the bot names a number: `12 打扫`, `编号 12`, `认领 12`, and not 12:00, 12月 or 12人. */
export function names(text: string, number: string): boolean {
  return new RegExp(`(?<![\\d:：.A-Za-z])${number}(?![\\d:：.A-Z月日号楼人点分年])`).test(text);
}
