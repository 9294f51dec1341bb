/** One event of the inbox in one transaction: understood, decided, answered. */
import { sql } from 'drizzle-orm';
import type { House } from '../app.ts';
import { rows, type Tx } from '../db/db.ts';
import { inTx } from '../db/tx.ts';
import { newDecision } from '../decision.ts';
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

/**
 * Handles one event of the inbox. Resolves false when somebody else has it or it was done before. When there is a language
 * model it is asked before the transaction begins, so that nothing is locked meanwhile; its hint is lost in a crash.
 */
export async function handle(house: House, inboxId: string): Promise<boolean> {
  const hint = house.adviser ? await lookAhead(house, house.adviser, inboxId) : undefined;
  return inTx(house.db, async (tx) => {
    const taken = await take(tx, house, inboxId);
    if (!taken) return false;
    const now = house.clock.now();
    const meant = await decide(tx, house, taken, inboxId, now, hint);
    await rows(
      tx,
      sql`update inbox set status = 'done', meant = ${meant}, handled_at = ${now.toISOString()}::timestamptz
          where community_id = ${house.community.id} and id = ${inboxId}`,
    );
    return true;
  });
}

/** Locks the row; the lock is the lease, so a crash gives it back. */
async function take(tx: Tx, { community }: House, inboxId: string): Promise<Taken | undefined> {
  const found = await rows<Taken>(
    tx,
    sql`select i.event, i.channel, i.seq, a.sure, a.friend, r.room is not null as bound,
          case when p.id is null then null else json_build_object('id', p.id, 'name', p.name, 'role', p.role, 'grid', p.grid, 'unit', p.unit) end as person
        from inbox i
          left join accounts a on a.community_id = i.community_id and a.channel = i.channel and a.account = i.sender
          left join people p on p.community_id = a.community_id and p.id = a.person_id
          left join rooms r on r.community_id = i.community_id and r.channel = i.channel and r.room = i.chat
        where i.community_id = ${community.id} and i.id = ${inboxId} and i.status = 'new'
        for update of i skip locked`,
  );
  return found[0];
}

/** Decides about an event and writes what follows. Returns what it was taken for. */
async function decide(
  tx: Tx,
  house: House,
  taken: Taken,
  inboxId: string,
  now: Date,
  hint: Meaning | undefined,
): Promise<string> {
  const { event } = taken;
  const { community } = house;
  const known = taken.person !== null;
  if (event.chat.kind === 'group' && !taken.bound) {
    const decision = newDecision(tx, community, now, { inboxId });
    const bound = event.type === 'message' && (await bindByCode(decision, taken.channel, event));
    await decision.write();
    return bound ? 'bind' : 'strange room';
  }
  const person = taken.person ?? (await welcome(tx, community, taken.channel, event.from, event.chat.kind, now));
  if (taken.friend !== null) await noteFriend(tx, community, taken.channel, event.from, taken.friend);
  const decision = newDecision(tx, community, now, { inboxId, personId: person.id });
  const meant =
    event.type === 'message'
      ? await answerMessage(house, decision, event, person, taken.seq, known, hint)
      : await onEvent(decision, taken.channel, event, person);
  await decision.write();
  return meant;
}
