/** The clever part: of all that a line could mean, what it does mean. */
import type { Situation } from '../../chat/context.ts';
import type { Does, Meaning, Ref } from '../../chat/meaning.ts';
import { meanings as intents } from '../../chat/meaning.ts';
import type { Line } from '../line.ts';
import { sameRef } from '../which.ts';
import { meaningReaders } from './all.ts';
import { readMove } from './move.ts';
import { readOwnNeed } from './own-need.ts';

/**
 * Which of two readings is nearer to what was said: rare, narrow meanings before wide ones that many lines resemble.
 * A need is told in any words, so nearly every other reading is better founded.
 */
const narrow: Partial<Record<Does, number>> = {
  publish: 0.06,
  swap: 0.06,
  withdraw: 0.06,
  notSolved: 0.06,
  join: 0.06,
  change: 0.05,
  cancel: 0.05,
  accept: 0.05,
  refuse: 0.05,
  refer: 0.05,
  assign: 0.05,
  offer: 0.05,
  announceNow: 0.06,
  announceTimes: 0.07,
  noShow: 0.05,
  rollCall: 0.04,
  progress: 0.05,
  listNeeds: 0.05,
  mine: 0.03,
  other: 0.05,
  done: 0.03,
  recordVisit: 0.04,
  release: 0.02,
  help: -0.01,
  listActivities: -0.01,
  reportNeed: -0.03,
  takeAlarm: -0.05,
};

/** Pairs that one line can mean at once; any other pair is one meaning read twice, and the better founded one stays. */
const together: readonly (readonly [Does, Does])[] = [
  ['checkIn', 'release'],
  ['release', 'claim'],
  ['cancel', 'publish'],
  ['done', 'claim'],
  ['checkIn', 'claim'],
  ['checkOut', 'claim'],
];

const founded = (m: Meaning) => m.confidence + (narrow[m.does] ?? 0) + (m.slots.refs || m.target ? 0.04 : 0);

/** Two meanings of different things: each names its own number, or one needs none. */
function apart(a: Meaning, b: Meaning): boolean {
  const numbers = (m: Meaning) => (m.slots.refs ?? m.target ?? []).map((r) => `${r.number}${r.shift ?? ''}`);
  if (attends(a) && b.does === 'claim')
    return numbers(a).length > 0 && (numbers(b).length > 0 || Boolean(b.slots.date));
  if (attends(b) && a.does === 'claim') return apart(b, a);
  if (a.does === 'cancel' || b.does === 'cancel' || a.does === 'checkIn' || b.does === 'checkIn') return true;
  return numbers(a).length > 0 && numbers(b).length > 0 && !numbers(a).some((n) => numbers(b).includes(n));
}

const attends = (m: Meaning) => m.does === 'checkIn' || m.does === 'checkOut';

/** 5号我到了 顺便帮我报个7号: the claim is of 7. */
function withoutShared(m: Meaning, other: Meaning): Meaning | undefined {
  const taken: readonly Ref[] = other.slots.refs ?? [];
  const refs = m.slots.refs?.filter((ref) => !taken.some((one) => sameRef(one, ref)));
  if (m.does !== 'claim' || !refs || refs.length === m.slots.refs?.length) return m;
  return refs.length > 0 ? { ...m, slots: { ...m.slots, refs } } : undefined;
}

/** Meanings that leave no room for another: an emergency, an order of a leader, a swap. */
function settles(m: Meaning): boolean {
  return m.does === 'reportNeed' && m.slots.emergency !== undefined;
}

/** Silent chatter in the group that looks like a meaning: too long to be meant for the bot, or talk of something else. */
function outOfPlace(m: Meaning, line: Line, s: Situation): boolean {
  if (s.chat === 'direct' || s.mention) return false;
  if (m.does === 'reportNeed' || m.does === 'publish' || m.does === 'recordVisit' || m.does === 'done') return false;
  return line.text.length > 80;
}

/** 我走不开，帮我买药: whoever holds nothing and tells a need gives nothing back. */
function baseless(m: Meaning, found: readonly Meaning[], s: Situation): boolean {
  if (m.does !== 'release' || s.chat !== 'direct' || s.holds === 'any' || s.holds.length > 0) return false;
  return found.some((other) => other.does === 'reportNeed' && other.confidence >= 0.9);
}

function compatible(a: Meaning, b: Meaning): boolean {
  return together.some(([x, y]) => (a.does === x && b.does === y) || (a.does === y && b.does === x));
}

/** All that the readers find, in their order. */
export function candidates(line: Line, s: Situation): Meaning[] {
  const found: Meaning[] = readMove(line, s);
  if (found.length > 0) return found;
  for (const read of meaningReaders) found.push(...read(line, s));
  return found;
}

/** Meanings of a line, the surest first; several only when they go together and are each sure enough. */
export function choose(line: Line, s: Situation): Meaning[] {
  const all = candidates(line, s).filter((m) => m.confidence >= 0.3 && !outOfPlace(m, line, s));
  let found = all.filter((m) => !baseless(m, all, s));
  const urgent = found.find(settles);
  if (urgent) return [urgent];
  const own = readOwnNeed(line, s);
  if (own) return [own];
  // 我弟来不了，2B改成我一个人: the party is smaller, nothing is given back.
  if (found.some((m) => m.slots.resize)) found = found.filter((m) => m.does !== 'release');
  const ranked = [...found].sort((a, b) => founded(b) - founded(a));
  const first = ranked[0];
  if (!first) return [];
  // 让林晓去1号, read once with the name and once without: it is for whom it names, not for the speaker too.
  const named = first.does === 'claim' && first.slots.names !== undefined && first.slots.refs !== undefined;
  const same = found.filter((m) => m.does === first.does && (m === first || !named || m.slots.names !== undefined));
  if (same.length > 1 && first.does !== 'chatter') return same;
  const others = ranked.flatMap((m) => (m === first ? [] : (withoutShared(m, first) ?? [])));
  const second = others.find(
    (m) =>
      m.confidence >= 0.9 &&
      first.confidence >= 0.9 &&
      compatible(first, m) &&
      apart(first, m) &&
      intents[m.does] !== intents[first.does],
  );
  return second ? inOrder(first, second, line) : [first];
}

/** Two meanings in the order in which their numbers were said: 3号报我一个 5号不用算我了. */
function inOrder(first: Meaning, second: Meaning, line: Line): Meaning[] {
  const at = (m: Meaning) => line.uses.find((use) => use.value === m.slots.refs?.[0]?.number)?.at;
  const [one, two] = [at(first), at(second)];
  return one !== undefined && two !== undefined && two < one ? [second, first] : [first, second];
}
