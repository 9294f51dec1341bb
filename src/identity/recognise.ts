/** Who is behind an account (wechat.md 11): a binding that stands, our remark, names that fit only one, or somebody new. */
import { sql } from 'drizzle-orm';
import type { Role } from '../chat/meaning.ts';
import type { Incoming, Sender } from '../chat/message.ts';
import type { Community } from '../community.ts';
import { newId } from '../db/columns.ts';
import { rows, type Tx } from '../db/db.ts';
import { type Person, personById } from '../features/people/queries.ts';
import { type Doubt, doubtOf, newDoubt } from './doubts.ts';
import { bind, knownPeople, newAccount, ourRoom, personOfCode } from './queries.ts';
import { codeOf, twinsOf, whoIs } from './rules.ts';

/** By which name people know an account: 群昵称 first, then the nickname. */
export function nameOf(sender: Sender): string {
  return (sender.roomAlias || sender.nickname || '新朋友').trim().slice(0, 24) || '新朋友';
}

/** Who wrote, or why nobody can say. */
export type Met = { person: Person; sure: boolean } | { doubt: Doubt };

/**
 * Who is behind an account that is bound to nobody yet, or only by its names. Whoever is new becomes a person of their own;
 * with stable ids everybody unknown is new.
 */
export async function meet(
  tx: Tx,
  community: Community,
  channel: string,
  event: Pick<Incoming, 'session' | 'chat'>,
  sender: Sender,
  now: Date,
): Promise<Met> {
  const { session } = event;
  const inGroup = event.chat.kind === 'group';
  if (session === undefined)
    return { person: await welcome(tx, community, { channel, sender, inGroup }, now), sure: true };
  const bound = await boundTo(tx, community, channel, sender.account);
  if (bound) return bound;
  const marked = await byRemark(tx, community, { channel, session }, sender, now);
  if (marked) return { person: marked, sure: true };
  const before = await doubtOf(tx, community, channel, sender.account);
  if (before) return { doubt: before };
  const room = await ourRoom(tx, community, channel);
  const members = room?.session === session ? room.members : [];
  const seat = members.find(({ account }) => account === sender.account);
  const names = seat ? { ...sender, nickname: seat.nickname, roomAlias: seat.roomAlias ?? '' } : sender;
  const known = await knownPeople(tx, community, { channel, session });
  const verdict = whoIs(names, seat ? twinsOf(names, members) : 0, known);
  const whole: Sender = {
    ...sender,
    nickname: names.nickname,
    ...(names.roomAlias ? { roomAlias: names.roomAlias } : {}),
  };
  const login = { channel, session, sender: whole };
  if (verdict.is === 'doubtful') {
    const inOurGroup = inGroup || seat !== undefined;
    return { doubt: await newDoubt(tx, community, { ...login, inGroup: inOurGroup, ...verdict }, now) };
  }
  if (verdict.is === 'new')
    return {
      person: await welcome(tx, community, { ...login, inGroup: inGroup || seat !== undefined }, now),
      sure: true,
    };
  await bind(
    tx,
    community,
    {
      ...login,
      personId: verdict.person,
      sure: 'probable',
      evidence: 'the same names in the same group, and nobody else’s',
    },
    now,
  );
  return { person: (await personById(tx, community, verdict.person))!, sure: false };
}

/** Whoever our own remark names. Nobody else can set it, so it is evidence whatever the account calls itself. */
export async function byRemark(
  tx: Tx,
  community: Community,
  login: { channel: string; session: string },
  sender: Sender,
  now: Date,
): Promise<Person | undefined> {
  const code = codeOf(sender.remark);
  const person = code === undefined ? undefined : await personOfCode(tx, community, code);
  if (!person) return undefined;
  await bind(tx, community, { ...login, sender, personId: person.id, sure: 'sure', evidence: 'our remark' }, now);
  return person;
}

/**
 * Makes a person of an account that nobody is bound to yet. Whoever writes in the volunteers' group is a volunteer, whoever
 * writes to the bot alone is a resident, until a leader says otherwise. It is sure: this account is all that is known of
 * them. Somebody who is known already stays who they are: they may write here and there at the same moment.
 */
export async function welcome(
  tx: Tx,
  community: Community,
  from: { channel: string; session?: string; sender: Sender; inGroup: boolean },
  now: Date,
): Promise<Person> {
  const { inGroup, ...login } = from;
  const person: Person = { id: newId(), name: nameOf(from.sender), role: inGroup ? 'volunteer' : 'resident' };
  const evidence = inGroup ? 'wrote in the group' : 'wrote to the bot';
  // First the account: of two at the same moment the second waits here, and then finds the first one's person.
  const account = newAccount(community, { ...login, personId: person.id, sure: 'sure', evidence }, now);
  const fresh = await rows(tx, sql`${account} on conflict do nothing returning 1`);
  if (fresh.length === 0) return (await boundTo(tx, community, from.channel, from.sender.account))!.person;
  await addPerson(tx, community, person, now);
  return person;
}

/** Who an account is bound to, and how surely, at this moment. */
export async function boundTo(
  tx: Tx,
  community: Community,
  channel: string,
  account: string,
): Promise<{ person: Person; sure: boolean } | undefined> {
  const [found] = await rows<{ person: Person; sure: boolean }>(
    tx,
    sql`select json_build_object('id', p.id, 'name', p.name, 'role', p.role, 'grid', p.grid, 'unit', p.unit) as person, a.sure = 'sure' or a.session = '' as sure from accounts a join people p on p.community_id = a.community_id and p.id = a.person_id
        where a.community_id = ${community.id} and a.channel = ${channel} and a.account = ${account}`,
  );
  return found;
}

export async function addPerson(
  tx: Tx,
  community: Community,
  person: { id: string; name: string; role: Role; grid?: string | null; unit?: string | null; skills?: string[] },
  now: Date,
): Promise<void> {
  await rows(
    tx,
    sql`insert into people (community_id, id, name, role, grid, unit, skills, created_at)
        values (${community.id}, ${person.id}, ${person.name}, ${person.role}, ${person.grid ?? null}, ${person.unit ?? null},
          array(select jsonb_array_elements_text(${JSON.stringify(person.skills ?? [])}::text::jsonb)), ${now.toISOString()}::timestamptz)`,
  );
}

/** What is kept of an account, as far as it can change within a session. */
export interface KeptAccount {
  friend: 'yes' | 'no' | 'unknown';
  nickname: string;
  roomAlias: string | null;
}

/** An account as an event shows it: whether direct messages reach it, and what it calls itself. */
export interface SeenAccount extends KeptAccount {
  channel: string;
  account: string;
}

export function seenNow(
  channel: string,
  { account, friend, nickname, roomAlias }: Sender,
  kept: KeptAccount,
): SeenAccount {
  return {
    channel,
    account,
    friend: friend === undefined ? kept.friend : friend ? 'yes' : 'no',
    nickname: nickname || kept.nickname,
    roomAlias: roomAlias ?? kept.roomAlias,
  };
}

/** Keeps what channels tell anew about accounts, each once, in one statement: a crowd that is seen first is many. */
export async function noteAccounts(tx: Tx, community: Community, seen: readonly SeenAccount[]): Promise<void> {
  if (seen.length === 0) return;
  await rows(
    tx,
    sql`with seen as (select * from jsonb_to_recordset(${JSON.stringify(seen)}::text::jsonb) as x(channel text, account text, friend text, nickname text, "roomAlias" text))
      update accounts a set friend = s.friend, nickname = s.nickname, room_alias = s."roomAlias" from seen s
      where a.community_id = ${community.id} and a.channel = s.channel and a.account = s.account
        and a.channel = any(array(select channel from seen)) and a.account = any(array(select account from seen))`,
  );
}
