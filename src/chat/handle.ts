/** Events of the inbox, decided and answered in one transaction. */
import { sql } from 'drizzle-orm';
import type { House } from '../app.ts';
import { rows, type Tx } from '../db/db.ts';
import { isUnique } from '../db/errors.ts';
import { inTx } from '../db/tx.ts';
import type { Said } from '../decision.ts';
import type { Person } from '../features/people/queries.ts';
import { noteFriend, welcome } from '../identity/recognise.ts';
import { bindByCode } from '../identity/rooms.ts';
import { onEvent } from './events.ts';
import type { Meaning } from './meaning.ts';
import type { Incoming } from './message.ts';
import { newRun, type Run } from './run.ts';

interface Taken {
  id: string;
  event: Incoming;
  channel: string;
  seq: number;
  person: Person | null;
  sure: 'sure' | 'probable' | null;
  friend: 'yes' | 'no' | 'unknown' | null;
  /** The group is one that the bot works in. */
  bound: boolean;
}

/** The same holder twice at the same moment: the second try sees the first one's claim and says so. */
const sameClaim = { alsoAfter: (error: unknown) => isUnique(error, 'claims_living') };

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
      taken.flatMap(({ id, event, person, seq }) =>
        event.type === 'message' && person ? [[id, { message: event, person, seq }] as const] : [],
      ),
    );
    const run = newRun(house, tx, [...messages.values()]);
    const boundNow = new Set<string>();
    const met = new Set<string>();
    for (const one of taken) {
      const { id, event, channel, seq } = one;
      const inOurs = event.chat.kind === 'direct' || one.bound || boundNow.has(event.chat.id);
      if (!inOurs) {
        if (await inStrangeRoom(run, one)) boundNow.add(event.chat.id);
        continue;
      }
      const person = one.person ?? (await welcome(tx, house.community, channel, event.from, event.chat.kind, run.now));
      if (one.friend !== null) await noteFriend(tx, house.community, channel, event.from, one.friend);
      const known = one.person !== null || met.has(person.id);
      met.add(person.id);
      if (event.type === 'message')
        await run.take(messages.get(id) ?? { message: event, person, seq }, id, known, hint);
      else await run.alone(id, person, (decision) => onEvent(decision, channel, event, person));
    }
    return run.end();
  };
  return inTx(house.db, work, sameClaim);
}

/** Whether the group was bound by this event. */
async function inStrangeRoom(run: Run, { id, event, channel }: Taken): Promise<boolean> {
  let bound = false;
  await run.alone(id, undefined, async (decision) => {
    bound = event.type === 'message' && (await bindByCode(decision, channel, event));
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
    sql`select i.id, i.event, i.channel, i.seq, a.sure, a.friend, p.person,
          exists (select 1 from rooms where community_id = ${c} and channel = i.channel and room = i.chat) as bound
        from inbox i
          left join lateral (select person_id, sure, friend from accounts
            where community_id = ${c} and channel = i.channel and account = i.sender limit 1) a on true
          left join lateral (select json_build_object('id', id, 'name', name, 'role', role, 'grid', grid, 'unit', unit) as person from people
            where community_id = ${c} and id = a.person_id limit 1) p on true
        where i.community_id = ${c} and i.id = any(array(select jsonb_array_elements_text(${JSON.stringify(inboxIds)}::text::jsonb)::uuid)) and i.status = 'new'
        order by i.seq for update of i skip locked`,
  );
}
