/** Whether an effect that a line should have holds in the store. Pure. */
import { alike, type Book } from './book.ts';
import type { Effect } from './day.ts';
import type { ClaimState, ItemState, NeedState, State } from './state.ts';

/** `missing`: not there. `wrong`: there, with other details. */
export type Verdict = { is: 'holds' } | { is: 'missing' | 'wrong'; why: string };

const holds: Verdict = { is: 'holds' };
const missing = (why: string): Verdict => ({ is: 'missing', why });

type Of<K extends string> = Effect extends infer E ? (E extends Record<K, infer V> ? V : never) : never;
type Seat = Of<'claim'>;

/** The details that differ, as one verdict. */
function compare(what: string, pairs: readonly (readonly [string, unknown, unknown])[]): Verdict {
  const differing = pairs.filter(([, expected, found]) => expected !== undefined && expected !== found);
  if (differing.length === 0) return holds;
  const why = differing.map(([name, expected, found]) => `${name} ${String(found)} instead of ${String(expected)}`);
  return { is: 'wrong', why: `${what}: ${why.join(', ')}` };
}

function itemOf(name: string, state: State, book: Book): ItemState | undefined {
  const key = book.get(name);
  return key === undefined ? undefined : state.items.find((item) => item.key === key);
}

function claimOf(seat: Seat, state: State, book: Book): ClaimState | undefined {
  const key = book.get(seat.item);
  return key === undefined ? undefined : state.claims.find((claim) => claim.item === key && claim.name === seat.who);
}

function needOf(name: string, state: State, book: Book): NeedState | undefined {
  const key = book.get(name);
  return key === undefined ? undefined : state.needs.find((need) => need.item === key);
}

function published(effect: Of<'publish'>, state: State, book: Book): Verdict {
  const item = itemOf(effect.item, state, book);
  if (!item) return missing(`{${effect.item}} ${effect.title} is not published`);
  if (!alike(item.title, effect.title))
    return { is: 'wrong', why: `the title is ${item.title} instead of ${effect.title}` };
  const verdicts = (effect.shifts ?? [{ ...effect, item: effect.item }]).map((part): Verdict => {
    const found = itemOf(part.item, state, book);
    if (!found) return { is: 'wrong', why: `{${part.item}} of {${effect.item}} is not there` };
    return compare(`{${part.item}}`, [
      ['start', part.start, found.start],
      ['end', part.end, found.end],
      ['seats', part.seats, found.seats],
    ]);
  });
  return verdicts.find((verdict) => verdict.is !== 'holds') ?? holds;
}

function changed(effect: Of<'change'>, state: State, book: Book): Verdict {
  const item = itemOf(effect.item, state, book);
  if (!item) return missing(`{${effect.item}} is not there`);
  const verdict = compare(`{${effect.item}}`, [
    ['start', effect.start, item.start],
    ['end', effect.end, item.end],
    ['seats', effect.seats, item.seats],
  ]);
  return verdict.is === 'wrong' ? missing(verdict.why) : verdict;
}

function seated(seat: Seat, states: readonly ClaimState['state'][], state: State, book: Book): Verdict {
  const claim = claimOf(seat, state, book);
  if (!claim) return missing(`${seat.who} is not on {${seat.item}}`);
  if (!states.includes(claim.state))
    return { is: 'wrong', why: `${seat.who} is ${claim.state} on {${seat.item}} instead of ${states[0]}` };
  return compare(`${seat.who} on {${seat.item}}`, [['size', seat.size, claim.size]]);
}

/** A size that did not change is a change that is missing. */
function resized(seat: Seat, states: readonly ClaimState['state'][], state: State, book: Book): Verdict {
  const verdict = seated(seat, states, state, book);
  return verdict.is === 'wrong' ? missing(verdict.why) : verdict;
}

function gone(seat: Seat, states: readonly ClaimState['state'][], state: State, book: Book): Verdict {
  const claim = claimOf(seat, state, book);
  return claim && states.includes(claim.state)
    ? missing(`${seat.who} is still ${claim.state} on {${seat.item}}`)
    : holds;
}

/** `no_answer` of the days is our `noAnswer`. */
const sameKind = (a: string, b: string) => a.replaceAll('_', '').toLowerCase() === b.replaceAll('_', '').toLowerCase();

function needed(effect: Of<'need'>, state: State, book: Book): Verdict {
  const need = needOf(effect.item, state, book);
  if (!need) return missing(`{${effect.item}} of ${effect.from ?? 'somebody'} is not filed`);
  const kinds = [effect.kind, ...(effect.kindAlt ?? [])];
  const urgencies = [effect.urgency, ...(effect.urgencyAlt ?? [])];
  return compare(`{${effect.item}}`, [
    ['kind', kinds.includes(need.category) ? need.category : effect.kind, need.category],
    ['urgency', urgencies.includes(need.urgency) ? need.urgency : effect.urgency, need.urgency],
    ['building', effect.place?.building, need.building],
    ['unit', effect.place?.unit, need.unit],
    ['room', effect.place?.room, need.room],
    ['phone', effect.phone ?? undefined, need.phone],
    ['reporter', effect.from, need.reporter],
  ]);
}

function needIs(name: string, statuses: readonly string[], state: State, book: Book): Verdict {
  const need = needOf(name, state, book);
  if (!need) return missing(`{${name}} is not there`);
  return statuses.includes(need.status) ? holds : missing(`{${name}} is ${need.status} instead of ${statuses[0]}`);
}

/** How somebody is called may be longer or shorter: 3号楼刘奶奶, 刘奶奶. */
export const samePerson = (a: string, b: string) => a.includes(b) || b.includes(a);

function alarmed(effect: Of<'alarm'>, state: State): Verdict {
  const found = state.alarms.filter((alarm) => samePerson(alarm.about, effect.about));
  if (found.length === 0) return missing(`no alarm about ${effect.about}`);
  const kind = effect.kind;
  if (kind === undefined || found.some((alarm) => sameKind(alarm.kind, kind))) return holds;
  return { is: 'wrong', why: `the alarm about ${effect.about} is ${found[0]!.kind} instead of ${kind}` };
}

function offered(effect: Of<'resource'>, state: State): Verdict {
  const ofUnit = state.resources.filter(({ unit }) => samePerson(unit, effect.unit));
  const found = ofUnit.find(({ what }) => alike(what, effect.what)) ?? ofUnit.at(-1);
  if (!found) return missing(`${effect.unit} offered nothing`);
  return compare(effect.unit, [
    ['what', effect.what, alike(found.what, effect.what) ? effect.what : found.what],
    ['quota', effect.quota, found.quota ?? undefined],
  ]);
}

/** Judges one effect against a state. */
export function verdictOf(effect: Effect, state: State, book: Book): Verdict {
  if ('publish' in effect) return published(effect.publish, state, book);
  if ('change' in effect) return changed(effect.change, state, book);
  if ('cancel' in effect) {
    const item = itemOf(effect.cancel.item, state, book);
    return item?.status === 'cancelled' ? holds : missing(`{${effect.cancel.item}} is ${item?.status ?? 'not there'}`);
  }
  if ('claim' in effect) return seated(effect.claim, ['held'], state, book);
  if ('resize' in effect) return resized(effect.resize, ['held'], state, book);
  if ('release' in effect) return gone(effect.release, ['held', 'offered', 'ifNobody'], state, book);
  if ('waitlist' in effect) return seated(effect.waitlist, ['waiting'], state, book);
  if ('waitlistResize' in effect) return resized(effect.waitlistResize, ['waiting'], state, book);
  if ('waitlistLeave' in effect) return gone(effect.waitlistLeave, ['waiting', 'offered'], state, book);
  if ('offer' in effect) return resized({ ...effect.offer, size: undefined }, ['offered', 'held'], state, book);
  if ('checkin' in effect)
    return claimOf(effect.checkin, state, book)?.checkedIn ? holds : missing(`${effect.checkin.who} is not checked in`);
  if ('checkout' in effect)
    return claimOf(effect.checkout, state, book)?.checkedOut
      ? holds
      : missing(`${effect.checkout.who} is not checked out`);
  if ('need' in effect) return needed(effect.need, state, book);
  return needVerdict(effect, state, book);
}

function needVerdict(effect: Effect, state: State, book: Book): Verdict {
  if ('done' in effect) return needIs(effect.done.item, ['done', 'confirmed'], state, book);
  if ('confirm' in effect) return needIs(effect.confirm.item, ['confirmed'], state, book);
  if ('rate' in effect) {
    const rated = needOf(effect.rate.item, state, book)?.rating;
    if (rated !== effect.rate.stars) return missing(`{${effect.rate.item}} is rated ${rated ?? 'not at all'}`);
    return needIs(effect.rate.item, ['confirmed'], state, book);
  }
  if ('reopen' in effect) return needIs(effect.reopen.item, ['open', 'claimed', 'reported'], state, book);
  if ('withdraw' in effect) return needIs(effect.withdraw.item, ['withdrawn'], state, book);
  if ('visit' in effect) {
    const { elder, by } = effect.visit;
    const found = state.visits.some((visit) => samePerson(visit.elder, elder) && visit.by === by);
    return found ? holds : missing(`no visit of ${by} to ${elder}`);
  }
  if ('alarm' in effect) return alarmed(effect.alarm, state);
  if ('resource' in effect) return offered(effect.resource, state);
  return missing(`${JSON.stringify(effect)} is nothing that the program keeps`);
}
