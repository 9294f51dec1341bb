/** One event of the inbox in one transaction: understood, decided, answered. */
import { sql } from 'drizzle-orm';
import type { House } from '../app.ts';
import { rows, type Tx } from '../db/db.ts';
import { isUnique } from '../db/errors.ts';
import { inTx } from '../db/tx.ts';
import { type Decision, newDecision, type Said } from '../decision.ts';
import type { Person } from '../features/people/queries.ts';
import { noteFriend, welcome } from '../identity/recognise.ts';
import { bindByCode } from '../identity/rooms.ts';
import { answerMessage } from './dispatch.ts';
import { onEvent } from './events.ts';
import { lookAhead } from './look-ahead.ts';
import type { Meaning } from './meaning.ts';
import type { Incoming } from './message.ts';

interface Taken {
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
 * Handles one event of the inbox. Resolves what there is to say, or undefined when somebody else has it or it was done before.
 * When there is a language model it is asked before the transaction begins, so that nothing is locked meanwhile; its hint is
 * lost in a crash.
 */
export async function handle(house: House, inboxId: string): Promise<Said | undefined> {
  const hint = house.adviser ? await lookAhead(house, house.adviser, inboxId) : undefined;
  const work = async (tx: Tx): Promise<Said | undefined> => {
    const taken = await take(tx, house, inboxId);
    if (!taken) return undefined;
    const now = house.clock.now();
    const { decision, meant } = await decide(tx, house, taken, inboxId, now, hint);
    return decision.write(
      sql`update inbox set status = 'done', meant = ${meant}, handled_at = ${now.toISOString()}::timestamptz
          where community_id = ${house.community.id} and id = ${inboxId}`,
    );
  };
  return inTx(house.db, work, sameClaim);
}

/**
 * Locks the row; the lock is the lease, so a crash gives it back. Every table is asked by its whole key, row by row: as a
 * plain join, with no statistics yet, all people were compared with all accounts (27 ms for 300).
 */
async function take(tx: Tx, { community }: House, inboxId: string): Promise<Taken | undefined> {
  const c = community.id;
  const [found] = await rows<Taken & { status: string }>(
    tx,
    sql`select i.event, i.channel, i.seq, i.status, a.sure, a.friend, p.person,
          exists (select 1 from rooms where community_id = ${c} and channel = i.channel and room = i.chat) as bound
        from inbox i
          left join lateral (select person_id, sure, friend from accounts
            where community_id = ${c} and channel = i.channel and account = i.sender limit 1) a on true
          left join lateral (select json_build_object('id', id, 'name', name, 'role', role, 'grid', grid, 'unit', unit) as person from people
            where community_id = ${c} and id = a.person_id limit 1) p on true
        where i.community_id = ${c} and i.id = ${inboxId}
        for update of i skip locked`,
  );
  return found?.status === 'new' ? found : undefined;
}

/** Decides about an event, up to writing what follows. `meant` is what it was taken for. */
async function decide(
  tx: Tx,
  house: House,
  taken: Taken,
  inboxId: string,
  now: Date,
  hint: Meaning | undefined,
): Promise<{ decision: Decision; meant: string }> {
  const { event } = taken;
  const { community } = house;
  const known = taken.person !== null;
  if (event.chat.kind === 'group' && !taken.bound) {
    const decision = newDecision(tx, community, now, { inboxId });
    const bound = event.type === 'message' && (await bindByCode(decision, taken.channel, event));
    return { decision, meant: bound ? 'bind' : 'strange room' };
  }
  const person = taken.person ?? (await welcome(tx, community, taken.channel, event.from, event.chat.kind, now));
  if (taken.friend !== null) await noteFriend(tx, community, taken.channel, event.from, taken.friend);
  const decision = newDecision(tx, community, now, { inboxId, personId: person.id });
  const meant =
    event.type === 'message'
      ? await answerMessage(house, decision, event, person, taken.seq, known, hint)
      : await onEvent(decision, taken.channel, event, person);
  return { decision, meant };
}
