/** Compares the end of a day: seats, wait lists, needs and alarms. Pure. */
import type { Book } from './book.ts';
import type { DayEnd } from './day.ts';
import { samePerson } from './effects.ts';
import type { ClaimState, NeedState, State } from './state.ts';

export interface Difference {
  /** The item's name in the day, or whom an alarm is about. */
  about: string;
  text: string;
}

/** What the days call a status, and which of ours that is. */
const statuses: Record<string, readonly string[]> = {
  reported: ['reported', 'open', 'referred'],
  accepted: ['reported', 'open', 'referred'],
  open: ['reported', 'open', 'referred'],
  claimed: ['claimed'],
  reopened: ['open', 'claimed', 'reported'],
  done: ['done'],
  confirmed: ['confirmed'],
  withdrawn: ['withdrawn'],
  referred: ['referred'],
  refused: ['refused'],
  closed: ['done', 'confirmed', 'withdrawn', 'unsolved'],
};

const list = (names: readonly string[]) => names.join('、') || 'nobody';
const sorted = (names: readonly string[]) => [...names].sort();
const same = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((name, i) => name === b[i]);

/** An offer that nobody answered yet may be seen as a seat or as a place in the line. */
function seatsAndLine(claims: readonly ClaimState[], offeredHolds: boolean) {
  const holds = (claim: ClaimState) => claim.state === 'held' || (offeredHolds && claim.state === 'offered');
  const holders = claims.filter(holds);
  return { holders, waiting: claims.filter((claim) => !holders.includes(claim)) };
}

function itemDifferences(name: string, end: DayEnd, claims: readonly ClaimState[]): Difference[] {
  const expected = end.holders[name] ?? [];
  const line = end.waiting[name] ?? [];
  const tries = [false, true].map((offeredHolds) => {
    const { holders, waiting } = seatsAndLine(claims, offeredHolds);
    const found: string[] = [];
    const held = holders.map((claim) => claim.name);
    if (!same(sorted(held), sorted(expected))) found.push(`held by ${list(held)} instead of ${list(expected)}`);
    for (const claim of holders) {
      const size = end.sizes[name]?.[claim.name] ?? 1;
      if (expected.includes(claim.name) && claim.size !== size)
        found.push(`${claim.name} is ${claim.size} instead of ${size}`);
    }
    const taken = holders.reduce((sum, claim) => sum + claim.size, 0);
    const seats = end.taken[name];
    if (seats !== undefined && taken !== seats) found.push(`${taken} seats taken instead of ${seats}`);
    const queue = waiting.map((claim) => claim.name);
    if (!same(queue, line)) found.push(`waiting ${list(queue)} instead of ${list(line)}`);
    return found;
  });
  const fewest = tries.sort((a, b) => a.length - b.length)[0]!;
  return fewest.map((text) => ({ about: name, text: `{${name}} ${text}` }));
}

function needDifferences(expected: DayEnd['needs'][number], state: State, book: Book): Difference[] {
  const { item, status, by } = expected;
  const need = state.needs.find((found) => found.item === book.get(item));
  const differ = (text: string): Difference => ({ about: item, text: `{${item}} ${text}` });
  if (!need) return [differ('is not there')];
  if (!(statuses[status] ?? [status]).includes(need.status)) return [differ(`is ${need.status} instead of ${status}`)];
  const helpers = helpersOf(need, state);
  return by !== undefined && !helpers.includes(by) ? [differ(`is with ${list(helpers)} instead of ${by}`)] : [];
}

const helpersOf = (need: NeedState, state: State) =>
  state.claims.filter((claim) => claim.item === need.item && claim.state === 'held').map((claim) => claim.name);

/** Everything in which the end of the day is not as it should be. */
export function endDifferences(end: DayEnd, state: State, book: Book): Difference[] {
  const needs = new Set(end.needs.map((need) => need.item));
  const items = new Set([...Object.keys(end.holders), ...Object.keys(end.taken), ...Object.keys(end.waiting)]);
  for (const [name, key] of book) {
    const item = state.items.find((found) => found.key === key);
    if (item && item.kind !== 'need' && item.status !== 'cancelled' && item.status !== 'divided') items.add(name);
  }
  const alarms = state.alarms.filter((alarm) => !end.alarms.some((about) => samePerson(about, alarm.about)));
  return [
    ...[...items]
      .filter((name) => !needs.has(name))
      .flatMap((name) =>
        itemDifferences(
          name,
          end,
          state.claims.filter((claim) => claim.item === book.get(name)),
        ),
      ),
    ...end.needs.flatMap((need) => needDifferences(need, state, book)),
    ...end.alarms
      .filter((about) => !state.alarms.some((alarm) => samePerson(alarm.about, about)))
      .map((about) => ({ about, text: `no alarm about ${about}` })),
    ...alarms.map(({ about }) => ({ about, text: `an alarm about ${about} that nobody asked for` })),
  ];
}
