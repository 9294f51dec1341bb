/** Which group is the service group (wechat.md 12), and who somebody is, by a one-time code that they type. */
import { sql } from 'drizzle-orm';
import type { Message } from '../chat/message.ts';
import type { Community } from '../community.ts';
import { newId } from '../db/columns.ts';
import { type Queryable, rows } from '../db/db.ts';
import type { Decision } from '../decision.ts';
import { type Person, peopleCalled, peopleOf, personById } from '../features/people/queries.ts';
import { normalise } from '../language/normalise.ts';
import { priority } from '../outbox/post.ts';
import { useCode } from './codes.ts';
import { candidatesOf, doubtOf, settleDoubt } from './doubts.ts';
import { bind, knownPeople } from './queries.ts';
import { addPerson, meet, nameOf } from './recognise.ts';
import { whoIs } from './rules.ts';
import { wording } from './wording.ts';

/** Makes a group the one that the bot works in. */
export async function bindRoom(
  db: Queryable,
  community: Community,
  channel: string,
  chat: { id: string; topic?: string | undefined; session?: string | undefined },
  by: string | null,
  now: Date,
): Promise<void> {
  await rows(
    db,
    sql`insert into rooms (community_id, channel, room, session, topic, bound_by, bound_at)
        values (${community.id}, ${channel}, ${chat.id}, ${chat.session ?? ''}, ${chat.topic ?? ''}, ${by}, ${now.toISOString()}::timestamptz)
        on conflict (community_id, channel, room) do nothing`,
  );
}

export async function hasRoom(db: Queryable, community: Community, channel: string): Promise<boolean> {
  return (
    (await rows(db, sql`select 1 from rooms where community_id = ${community.id} and channel = ${channel} limit 1`))
      .length > 0
  );
}

interface Typed {
  code: string;
  /** Who somebody says they are. */
  name?: string;
}

function readCode(message: Message): Typed | undefined {
  const found = /^绑定 ?([A-Za-z0-9]{4,12})(?: ([^\s\d]{1,12}))?$/.exec(normalise(message.text));
  return found ? { code: found[1]!, ...(found[2] ? { name: found[2] } : {}) } : undefined;
}

/** Whether a message is “绑定 CODE”, right or wrong. */
export const typesCode = (message: Message): boolean => readCode(message) !== undefined;

/**
 * “绑定 CODE” in a group that is not bound: the group becomes the service group. Whoever sent the code that the program
 * showed at its start is a leader, the first one if there was none. A wrong or used code gets silence, so that strangers
 * learn nothing.
 */
export async function bindByCode(
  decision: Decision,
  channel: string,
  message: Message,
  known: Person | null,
): Promise<boolean> {
  const typed = readCode(message);
  if (!typed) return false;
  const { tx, community, now } = decision;
  const before = await hasRoom(tx, community, channel);
  const purpose = await useCode(tx, community, typed.code, ['bind', 'room'], now);
  if (!purpose) return false;
  const leader = purpose === 'bind' ? await leaderBehind(decision, channel, message, known) : known;
  // Who types a code that leaders were sent need not be one: the group is known by it, the person as always.
  if (!leader) await meet(tx, community, channel, message, message.from, now);
  const { session } = message;
  await bindRoom(tx, community, channel, { ...message.chat, session }, leader?.id ?? null, now);
  decision.note({ action: 'room bound', detail: { channel, by: leader?.id ?? null } });
  const text = before || !leader ? wording.boundAgain : wording.bound(leader.name, community);
  decision.post({ to: 'group', text, priority: priority.group });
  return true;
}

/** The leader who typed the code of the start: known already, the one whose names fit, or a new one. */
async function leaderBehind(
  decision: Decision,
  channel: string,
  message: Message,
  known: Person | null,
): Promise<Person> {
  const { tx, community, now } = decision;
  const leaders = await peopleOf(tx, community, 'leader');
  const fitting = known ?? (await namedLike(decision, channel, message, leaders));
  const person = fitting ?? { id: newId(), name: nameOf(message.from), role: 'leader' as const };
  if (!fitting) await addPerson(tx, community, person, now);
  else if (fitting.role !== 'leader')
    await rows(tx, sql`update people set role = 'leader' where community_id = ${community.id} and id = ${person.id}`);
  await sureNow(decision, channel, message, person.id);
  return person;
}

/** The one leader whose names are those of the account. */
async function namedLike(
  { tx, community }: Decision,
  channel: string,
  message: Message,
  leaders: readonly Person[],
): Promise<Person | undefined> {
  if (message.session === undefined) return undefined;
  const all = await knownPeople(tx, community, { channel, session: message.session });
  const verdict = whoIs(message.from, 0, all);
  const those = verdict.is === 'doubtful' ? leaders.filter(({ id }) => verdict.candidates.includes(id)) : [];
  return those.length === 1 ? those[0] : undefined;
}

async function sureNow(
  { tx, community, now }: Decision,
  channel: string,
  message: Message,
  personId: string,
): Promise<void> {
  const { session, from: sender } = message;
  const binding = { channel, session, sender, personId, sure: 'sure' as const, evidence: 'typed the one-time code' };
  await bind(tx, community, binding, now);
  await settleDoubt(tx, community, { channel, account: sender.account }, now);
}

/**
 * “绑定 CODE” in the direct chat: whoever was known by the names only is known for sure. `绑定 CODE 名字` says who one is
 * when the names do not. Makes nobody a leader who is none. A wrong code is no code: false.
 */
export async function confirmByCode(
  decision: Decision,
  channel: string,
  message: Message,
  known: Person | null,
): Promise<boolean> {
  const typed = readCode(message);
  if (!typed || message.session === undefined) return false;
  const { tx, community, now } = decision;
  const person = await personMeant(decision, channel, message, typed, known);
  // The code is used up only when it is of use.
  if (!person || !(await useCode(tx, community, typed.code, ['bind'], now))) return false;
  await sureNow(decision, channel, message, person.id);
  decision.note({ action: 'identity confirmed', detail: { person: person.id, by: 'code' } });
  const to = { person: person.id };
  decision.post({ to, text: wording.confirmedByCode(person.name), priority: priority.direct });
  return true;
}

async function personMeant(
  decision: Decision,
  channel: string,
  message: Message,
  typed: Typed,
  known: Person | null,
): Promise<Person | undefined> {
  const { tx, community } = decision;
  if (typed.name) {
    const called = await peopleCalled(tx, community, typed.name);
    return called.length === 1 ? called[0] : undefined;
  }
  if (known) return personById(tx, community, known.id);
  const doubt = await doubtOf(tx, community, channel, message.from.account);
  const candidates = doubt
    ? await candidatesOf(tx, community, doubt)
    : [await namedLike(decision, channel, message, await peopleOf(tx, community, 'leader'))];
  return candidates.length === 1 ? candidates[0] : undefined;
}
