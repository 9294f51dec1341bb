/**
 * Who an account may be, and which group is ours again after a login. Pure: names in, a verdict out. Ids change at every
 * login; nicknames, 群昵称 and topics belong to whoever takes them; only a remark is ours (wechat.md 11, 12).
 */
import type { Role } from '../chat/meaning.ts';
import { fold } from '../language/fold.ts';
import { normalise } from '../language/normalise.ts';

/** What an account calls itself, and where it stands among others. */
export interface Names {
  nickname: string;
  roomAlias?: string | undefined;
}

/** Somebody we know, with the names last borne on this channel; without any when never seen there. */
export interface Known {
  person: string;
  name: string;
  role: Role;
  nickname: string | null;
  roomAlias: string | null;
  /** How surely another account of this session is this person. */
  here: 'sure' | 'probable' | null;
}

export type Verdict =
  | { is: 'known'; person: string }
  | { is: 'new' }
  /** `poses`: whoever leads bears one of these names, so this one gets nothing at all. */
  | { is: 'doubtful'; candidates: string[]; poses: boolean };

const codeEnd = /·([A-HJKMNP-Z2-9]{5})$/;

/** The code in a remark. A nickname that ends the same way is no evidence: never pass one. */
export function codeOf(remark: string | undefined | null): string | undefined {
  return codeEnd.exec(remark ?? '')?.[1];
}

/** The remark by which a friend is known again: what stood there before, or the name, and the code. */
export function remarkFor(name: string, before: string | null, code: string): string {
  return `${(before ?? '').replace(codeEnd, '').trim().slice(0, 10) || name.slice(0, 10)}·${code}`;
}

/** What was folded before: a group of 500 is gone through for each newcomer. */
const folded = new Map<string, string>();

/** Names that look the same are the same: blanks, width, case, traditional characters and a made-up code do not tell apart. */
function plain(name: string | null | undefined): string {
  if (!name) return '';
  const before = folded.get(name);
  if (before !== undefined) return before;
  const same = fold(normalise(name))
    .replace(/\s/g, '')
    .toLowerCase()
    .replace(/·[a-z0-9]{4,6}$/, '');
  if (folded.size > 5000) folded.clear();
  folded.set(name, same);
  return same;
}

const pair = (names: { nickname: string | null; roomAlias?: string | null | undefined }) =>
  `${plain(names.nickname)}\n${plain(names.roomAlias)}`;

/** Whether two groups are called the same. */
export const sameTopic = (a: string, b: string): boolean => plain(a) === plain(b);

/** How many in a group bear just these names. */
export function twinsOf(names: Names, members: readonly Names[]): number {
  return members.filter((one) => pair(one) === pair(names)).length;
}

/** By its names a person whom the channel has never shown: the shown name is the one in our list. */
function fits(one: Names, known: Known): boolean {
  if (known.nickname !== null) return pair(one) === pair({ nickname: known.nickname, roomAlias: known.roomAlias });
  return plain(one.roomAlias || one.nickname) === plain(known.name);
}

function resembles(one: Names, known: Known): boolean {
  const theirs = [known.name, known.nickname, known.roomAlias].map(plain).filter(Boolean);
  return [one.nickname, one.roomAlias].map(plain).some((name) => theirs.includes(name));
}

const leads = ({ role }: Known): boolean => role === 'leader' || role === 'teamHead';

/**
 * Who an account is of which only the names are known.
 * @param twins how many in the service group bear just these names, this one included; 0 when it is not in the group or
 *   nobody can tell: then names prove nothing
 */
export function whoIs(one: Names, twins: number, known: readonly Known[]): Verdict {
  const fitting = known.filter((other) => other.here !== 'sure' && fits(one, other));
  const only = fitting[0];
  if (only && fitting.length === 1 && twins === 1 && only.here === null) return { is: 'known', person: only.person };
  const leaders = known.filter((other) => leads(other) && resembles(one, other));
  // Somebody who is here under another account is not this one as well; whoever is not here may be.
  const similar = known.filter((other) => other.here === null && resembles(one, other));
  const candidates = [...new Set([...fitting, ...leaders, ...similar])].map(({ person }) => person);
  return candidates.length === 0 ? { is: 'new' } : { is: 'doubtful', candidates, poses: leaders.length > 0 };
}

/** Somebody in a group. `friend`: the person whom our remark says this is. */
export interface Seat extends Names {
  friend?: string | undefined;
}

export interface RoomView {
  topic: string;
  members: readonly Seat[];
}

/** Of those whom we knew in the group so many must be in it. */
const enoughShare = 0.6;
/** And never fewer: two names are quickly taken. The bot itself is one. */
const enoughPeople = 3;

/**
 * Whether a group is the one that we worked in. A friend known by remark counts only as that very account: a stranger
 * under the same name is nobody.
 * @param friends everybody who is known by remark in this session
 */
export function judgeRoom(
  ours: RoomView,
  found: RoomView,
  friends: ReadonlySet<string>,
): 'same' | 'renamed' | 'copy' | 'other' {
  const present = new Set(found.members.flatMap(({ friend }) => friend ?? []));
  const solid = ours.members.flatMap(({ friend }) => (friend && friends.has(friend) ? [friend] : []));
  const solidHere = solid.filter((friend) => present.has(friend)).length;
  const left = found.members.filter(({ friend }) => !friend).map(pair);
  const byName = ours.members.filter((seat) => {
    if (seat.friend && friends.has(seat.friend)) return false;
    const at = left.indexOf(pair(seat));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  }).length;
  const matching = solidHere + byName;
  const enough =
    matching >= enoughPeople && matching >= ours.members.length * enoughShare && solidHere * 2 >= solid.length;
  const called = sameTopic(ours.topic, found.topic);
  if (enough) return called ? 'same' : 'renamed';
  return called ? 'copy' : 'other';
}
