/** Who is behind an account (wechat.md 11): a binding that stands, or a new person of whom only the name is known. */
import { type SQL, sql } from 'drizzle-orm';
import type { Role } from '../chat/meaning.ts';
import type { ChatKind, Sender } from '../chat/message.ts';
import type { Community } from '../community.ts';
import { newId } from '../db/columns.ts';
import { rows, type Tx } from '../db/db.ts';
import type { Person } from '../features/people/queries.ts';

/** By which name people know an account: 群昵称 first, then the nickname. */
export function nameOf(sender: Sender): string {
  return (sender.roomAlias || sender.nickname || '新朋友').trim().slice(0, 24) || '新朋友';
}

/**
 * Makes a person of an account that nobody is bound to yet. Whoever writes in the volunteers' group is a volunteer, whoever
 * writes to the bot alone is a resident, until a leader says otherwise. Somebody who is known already stays who they are:
 * they may come back into the group, or write here and there at the same moment.
 */
export async function welcome(
  tx: Tx,
  community: Community,
  channel: string,
  sender: Sender,
  chat: ChatKind,
  now: Date,
): Promise<Person> {
  const person: Person = { id: newId(), name: nameOf(sender), role: chat === 'group' ? 'volunteer' : 'resident' };
  const evidence = chat === 'group' ? 'wrote in the group' : 'wrote to the bot';
  const binding: Binding = { channel, sender, personId: person.id, sure: 'probable', evidence };
  // First the account: of two at the same moment the second waits here, and then finds the first one's person.
  const fresh = await rows(tx, sql`${newAccount(community, binding, now)} on conflict do nothing returning 1`);
  if (fresh.length === 0) return (await personBehind(tx, community, channel, sender.account))!;
  await addPerson(tx, community, person, now);
  return person;
}

async function personBehind(
  tx: Tx,
  community: Community,
  channel: string,
  account: string,
): Promise<Person | undefined> {
  const [person] = await rows<Person>(
    tx,
    sql`select p.id, p.name, p.role, p.grid, p.unit from accounts a join people p on p.community_id = a.community_id and p.id = a.person_id
        where a.community_id = ${community.id} and a.channel = ${channel} and a.account = ${account}`,
  );
  return person;
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

export interface Binding {
  channel: string;
  sender: Sender;
  personId: string;
  sure: 'sure' | 'probable';
  evidence: string;
}

/** Binds an account to a person; a binding that stands is replaced. */
export async function bind(tx: Tx, community: Community, binding: Binding, now: Date): Promise<void> {
  await rows(
    tx,
    sql`${newAccount(community, binding, now)}
        on conflict (community_id, channel, account) do update set person_id = excluded.person_id, sure = excluded.sure, evidence = excluded.evidence,
          nickname = excluded.nickname, room_alias = excluded.room_alias, friend = excluded.friend, seen_at = excluded.seen_at`,
  );
}

function newAccount(community: Community, { channel, sender, personId, sure, evidence }: Binding, now: Date): SQL {
  const friend = sender.friend === undefined ? 'unknown' : sender.friend ? 'yes' : 'no';
  return sql`insert into accounts (community_id, channel, account, person_id, sure, evidence, nickname, room_alias, friend, seen_at)
        values (${community.id}, ${channel}, ${sender.account}, ${personId}, ${sure}, ${evidence}, ${sender.nickname}, ${sender.roomAlias ?? null}, ${friend}, ${now.toISOString()}::timestamptz)`;
}

/** Keeps whether direct messages reach an account, when the channel tells something new. */
export async function noteFriend(
  tx: Tx,
  community: Community,
  channel: string,
  sender: Sender,
  known: 'yes' | 'no' | 'unknown',
): Promise<void> {
  if (sender.friend === undefined || sender.friend === (known === 'yes')) return;
  await rows(
    tx,
    sql`update accounts set friend = ${sender.friend ? 'yes' : 'no'} where community_id = ${community.id} and channel = ${channel} and account = ${sender.account}`,
  );
}
