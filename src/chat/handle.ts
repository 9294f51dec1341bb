/** Events of the inbox, decided and answered in one transaction. */
import { sql } from 'drizzle-orm';
import type { House } from '../app.ts';
import { rows, type Tx } from '../db/db.ts';
import { isUnique } from '../db/errors.ts';
import { inTx } from '../db/tx.ts';
import type { Decision, Said } from '../decision.ts';
import type { Person } from '../features/people/queries.ts';
import { raiseDoubt } from '../identity/doubts.ts';
import { setGone } from '../identity/queries.ts';
import {
  boundTo,
  byRemark,
  type KeptAccount,
  type Met,
  meet,
  noteAccounts,
  type SeenAccount,
  seenNow,
} from '../identity/recognise.ts';
import { bindByCode, confirmByCode, typesCode } from '../identity/rooms.ts';
import { wording } from '../identity/wording.ts';
import { onEvent, onLeft } from './events.ts';
import type { Meaning } from './meaning.ts';
import type { Incoming } from './message.ts';
import { newRun, type Run } from './run.ts';
import { answerStranger } from './stranger.ts';

interface Taken {
  id: string;
  event: Incoming;
  channel: string;
  seq: number;
  person: Person | null;
  sure: 'sure' | 'probable' | null;
  kept: KeptAccount | null;
  /** The group is one that the bot works in, and whether it was put out of it. */
  bound: 'here' | 'gone' | null;
}

/** The same holder twice at the same moment: the second try sees the first one's claim and says so. */
const sameClaim = {
  alsoAfter: (error: unknown) => isUnique(error, 'claims_living') || isUnique(error, 'doubts_number'),
};

/**
 * Handles events of the inbox, in their order, in one transaction: all of them or, when it throws, none. Resolves what there
 * is to say, or undefined when somebody else has them or they were done before.
 * @param hint what the language model took the only event for, when it was asked
 */
export function handle(house: House, inboxIds: readonly string[], hint?: Meaning): Promise<Said | undefined> {
  const work = async (tx: Tx): Promise<Said | undefined> => {
    const taken = await take(tx, house, inboxIds);
    if (taken.length === 0) return undefined;
    const messages = new Map(
      taken.flatMap(({ id, event, person, sure, seq }) =>
        event.type === 'message' && person
          ? [[id, { message: event, person: speakerOf(person, isSure(event, sure)), seq }] as const]
          : [],
      ),
    );
    const run = newRun(house, tx, [...messages.values()]);
    const rooms = new Map(taken.map(({ event, bound }) => [event.chat.id, bound]));
    const met = new Set<string>();
    const seen = new Map<string, { now: SeenAccount; kept: KeptAccount }>();
    for (const one of taken) {
      if (await beforeWho(run, tx, house, one, rooms)) continue;
      const { id, event, channel, seq } = one;
      if (one.kept && one.person)
        seen.set(`${channel} ${event.from.account}`, {
          now: seenNow(channel, fromOf(event), one.kept),
          kept: one.kept,
        });
      const found = await who(tx, house, one, run.now);
      if ('doubt' in found) {
        await run.alone(id, undefined, (decision) => answerDoubtful(house, decision, one, found));
        continue;
      }
      const known = one.person !== null || met.has(found.person.id);
      met.add(found.person.id);
      const person = speakerOf(found.person, found.sure);
      if (event.type === 'message') {
        const ahead = messages.get(id);
        const same = ahead?.person.id === person.id && ahead.person.role === person.role;
        await run.take(same ? ahead : { message: event, person, seq }, id, known, hint);
      } else if (event.type !== 'left')
        await run.alone(id, person, (decision) => onEvent(decision, channel, event, person));
    }
    await noteAccounts(
      tx,
      house.community,
      [...seen.values()].filter(changed).map(({ now }) => now),
    );
    return run.end();
  };
  return inTx(house.db, work, sameClaim);
}

/** Who became a friend can be written to from now on. */
const fromOf = (event: Incoming) => (event.type === 'friend' ? { ...event.from, friend: true } : event.from);

const changed = ({ now, kept }: { now: SeenAccount; kept: KeptAccount }): boolean =>
  now.friend !== kept.friend || now.nickname !== kept.nickname || now.roomAlias !== kept.roomAlias;

const isSure = (event: Incoming, sure: Taken['sure']): boolean => event.session === undefined || sure === 'sure';

/** As long as only the names say that somebody leads, they may what every volunteer may. */
function speakerOf(person: Person, sure: boolean): Person {
  const leads = person.role === 'leader' || person.role === 'teamHead';
  return leads && !sure ? { ...person, role: 'volunteer', unsure: person.role } : person;
}

/**
 * What does not depend on who it was: groups that are not ours, groups that we are not in, one-time codes.
 * @param rooms which groups are ours, by now
 */
async function beforeWho(
  run: Run,
  tx: Tx,
  { community }: House,
  one: Taken,
  rooms: Map<string, Taken['bound']>,
): Promise<boolean> {
  const { id, event, channel, person } = one;
  const bound = rooms.get(event.chat.id) ?? null;
  if (event.type === 'left' && bound) {
    await run.alone(id, undefined, (decision) => onLeft(decision, channel, event));
    rooms.set(event.chat.id, 'gone');
    return true;
  }
  if (event.chat.kind === 'direct') {
    if (event.type !== 'message' || !typesCode(event)) return false;
    let confirmed = false;
    await run.alone(id, undefined, async (decision) => {
      confirmed = await confirmByCode(decision, channel, event, person);
      return 'bind';
    });
    return confirmed;
  }
  if (!bound) {
    if (await inStrangeRoom(run, one)) rooms.set(event.chat.id, 'here');
    return true;
  }
  // Whoever hears a group is in it.
  if (bound === 'gone') await setGone(tx, community, channel, event.chat.id, null);
  rooms.set(event.chat.id, 'here');
  return false;
}

/** Who is behind the account of an event, and whether that is sure. */
async function who(tx: Tx, { community }: House, taken: Taken, now: Date): Promise<Met> {
  const { event, channel, person, sure, kept } = taken;
  const { session } = event;
  const from = fromOf(event);
  if (!person || !kept) return meet(tx, community, channel, event, from, now);
  if (session === undefined || isSure(event, sure)) return { person, sure: true };
  const marked = await byRemark(tx, community, { channel, session }, from, now);
  if (marked) return { person: marked, sure: true };
  // A message before this one in the same run may have made it sure.
  return (await boundTo(tx, community, channel, from.account)) ?? { person, sure: false };
}

async function answerDoubtful(
  house: House,
  decision: Decision,
  { event, seq }: Taken,
  { doubt }: Extract<Met, { doubt: unknown }>,
): Promise<string> {
  if (event.type === 'message') await answerStranger(house, decision, event, seq, doubt);
  if (event.type === 'friend') await raiseDoubt(decision, doubt, event.hello || wording.becameFriend);
  return 'doubtful';
}

/** Whether the group was bound by this event. */
async function inStrangeRoom(run: Run, { id, event, channel, person }: Taken): Promise<boolean> {
  let bound = false;
  await run.alone(id, undefined, async (decision) => {
    bound = event.type === 'message' && (await bindByCode(decision, channel, event, person));
    return bound ? 'bind' : 'strange room';
  });
  return bound;
}

/**
 * Locks the rows; the lock is the lease, so a crash gives it back. Every table is asked by its whole key, row by row: as a
 * plain join, with no statistics yet, all people were compared with all accounts (27 ms for 300).
 */
function take(tx: Tx, { community }: House, inboxIds: readonly string[]): Promise<Taken[]> {
  const c = community.id;
  return rows(
    tx,
    sql`select i.id, i.event, i.channel, i.seq, a.sure, a.kept, p.person,
          (select case when gone_at is null then 'here' else 'gone' end from rooms where community_id = ${c} and channel = i.channel and room = i.chat) as bound
        from inbox i
          left join lateral (select person_id, sure, json_build_object('friend', friend, 'nickname', nickname, 'roomAlias', room_alias) as kept from accounts
            where community_id = ${c} and channel = i.channel and account = i.sender limit 1) a on true
          left join lateral (select json_build_object('id', id, 'name', name, 'role', role, 'grid', grid, 'unit', unit) as person from people
            where community_id = ${c} and id = a.person_id limit 1) p on true
        where i.community_id = ${c} and i.id = any(array(select jsonb_array_elements_text(${JSON.stringify(inboxIds)}::text::jsonb)::uuid)) and i.status = 'new'
        order by i.seq for update of i skip locked`,
  );
}
