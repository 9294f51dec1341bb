/** Who stands behind the names of a piece. Pure: what is not sure is left to whoever pastes. */
import type { Choice, Known } from './desk.ts';

/** `ask`: several bear this name, somebody must choose. */
export interface Named {
  name: string;
  how: 'settled' | 'same' | 'like' | 'fresh' | 'ask' | 'chosen' | 'left';
  choice?: Choice;
  /** People whom it may be, likeliest first. */
  maybe: string[];
}

export interface NamesAsked {
  people: readonly Known[];
  settled: ReadonlyMap<string, string>;
  /** What was chosen on the page; `left`: what this name says is not handled. */
  chosen: Readonly<Record<string, Choice | 'left'>>;
}

/** Shorter names stand inside too many others. */
const shortest = 2;

export function whoIs(name: string, { people, settled, chosen }: NamesAsked): Named {
  const same = people.filter((person) => person.name === name);
  const like = people.filter(
    (person) =>
      person.name !== name &&
      person.name.length >= shortest &&
      (name.includes(person.name) || (name.length >= shortest && person.name.includes(name))),
  );
  const maybe = [...same, ...like].map(({ id }) => id);
  const own = Object.hasOwn(chosen, name) ? chosen[name] : undefined;
  if (own === 'left') return { name, how: 'left', maybe };
  if (own) return { name, how: 'chosen', choice: own, maybe };
  const before = settled.get(name);
  if (before) return { name, how: 'settled', choice: { person: before }, maybe: [before] };
  if (same.length === 1) return { name, how: 'same', choice: { person: same[0]!.id }, maybe };
  if (same.length > 1) return { name, how: 'ask', maybe };
  if (like.length === 1) return { name, how: 'like', choice: { person: like[0]!.id }, maybe };
  return { name, how: 'fresh', choice: { fresh: [...name].slice(0, 20).join('') }, maybe };
}
