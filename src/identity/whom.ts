/** For whom a claim is: oneself, people we know, or a name without an account. */
import type { Turn } from '../chat/turn.ts';
import { wording } from '../features/claims/wording.ts';
import { type Person, peopleCalled } from '../features/people/queries.ts';

export interface Holder {
  holder: string;
  personId: string | null;
  name: string;
}

export const ofPerson = (person: Person): Holder => ({ holder: person.id, personId: person.id, name: person.name });
export const ofName = (name: string): Holder => ({ holder: `name:${name}`, personId: null, name });

/**
 * The holders that names stand for; without names the speaker. A name that nobody bears is a guest's.
 * @returns undefined when a name is borne by two: the speaker was asked which
 */
export async function holdersFor(turn: Turn, names: readonly string[] | undefined): Promise<Holder[] | undefined> {
  if (!names || names.length === 0) return [ofPerson(turn.speaker)];
  const holders: Holder[] = [];
  for (const name of names) {
    if (name === '我') {
      holders.push(ofPerson(turn.speaker));
      continue;
    }
    const people = await peopleCalled(turn.tx, turn.community, name);
    if (people.length > 1) {
      turn.reply(wording.several(name, people.map(distinct)));
      return undefined;
    }
    holders.push(people[0] ? ofPerson(people[0]) : ofName(name));
  }
  return holders;
}

/** Exactly one person whom we know by this name; otherwise the speaker was told. */
export async function onePerson(turn: Turn, name: string): Promise<Person | undefined> {
  const people = await peopleCalled(turn.tx, turn.community, name);
  if (people.length === 1) return people[0];
  turn.reply(people.length === 0 ? wording.nobody(name) : wording.several(name, people.map(distinct)));
  return undefined;
}

function distinct(person: Person): string {
  return person.grid
    ? `${person.name}（${person.grid}）`
    : person.unit
      ? `${person.name}（${person.unit}）`
      : person.name;
}
