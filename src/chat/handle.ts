/** One event of the inbox in one transaction: understood, decided, answered. */
import { sql } from 'drizzle-orm';
import type { House } from '../app.ts';
import { rows, type Tx } from '../db/db.ts';
import { isUnique } from '../db/errors.ts';
import { inTx } from '../db/tx.ts';
import { type Decision, newDecision, type Said } from '../decision.ts';
import type { Person } from '../features/people/queries.ts';
import { type Doubt, raiseDoubt } from '../identity/doubts.ts';
import { setGone } from '../identity/queries.ts';
import { byRemark, type KeptAccount, type Met, meet, noteAccount } from '../identity/recognise.ts';
import { bindByCode, confirmByCode } from '../identity/rooms.ts';
import { wording } from '../identity/wording.ts';
import { answerMessage } from './dispatch.ts';
import { onEvent, onLeft } from './events.ts';
import { lookAhead } from './look-ahead.ts';
import type { Meaning } from './meaning.ts';
import type { Incoming } from './message.ts';
import { answerStranger } from './stranger.ts';

interface Taken {
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
    sql`select i.event, i.channel, i.seq, i.status, a.sure, a.kept, p.person,
          (select case when gone_at is null then 'here' else 'gone' end from rooms where community_id = ${c} and channel = i.channel and room = i.chat) as bound
        from inbox i
          left join lateral (select person_id, sure, json_build_object('friend', friend, 'nickname', nickname, 'roomAlias', room_alias) as kept from accounts
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
  const { event, channel } = taken;
  const { community } = house;
  const early = newDecision(tx, community, now, { inboxId });
  if (event.type === 'left')
    return { decision: early, meant: taken.bound ? await onLeft(early, channel, event) : 'strange room' };
  const first = await beforeWho(early, taken);
  if (first) return { decision: early, meant: first };
  const met = await who(tx, house, taken, now);
  if ('doubt' in met) return { decision: early, meant: await answerDoubtful(house, early, taken, met.doubt) };
  const decision = newDecision(tx, community, now, { inboxId, personId: met.person.id });
  const speaker = met.sure ? met.person : unsure(met.person);
  const meant =
    event.type === 'message'
      ? await answerMessage(house, decision, event, speaker, taken.seq, taken.person !== null, hint)
      : await onEvent(decision, channel, event, speaker);
  return { decision, meant };
}

/** What does not depend on who it was: groups that are not ours, groups that we are not in, one-time codes. */
async function beforeWho(decision: Decision, { event, channel, bound, person }: Taken): Promise<string | undefined> {
  const { tx, community } = decision;
  if (event.chat.kind === 'direct') {
    const confirmed = event.type === 'message' && (await confirmByCode(decision, channel, event, person));
    return confirmed ? 'bind' : undefined;
  }
  if (!bound) {
    const done = event.type === 'message' && (await bindByCode(decision, channel, event, person));
    return done ? 'bind' : 'strange room';
  }
  // Whoever hears a group is in it.
  if (bound === 'gone') await setGone(tx, community, channel, event.chat.id, null);
  return undefined;
}

/** Who is behind the account of an event, and whether that is sure. */
async function who(tx: Tx, { community }: House, taken: Taken, now: Date): Promise<Met> {
  const { event, channel, person, sure, kept } = taken;
  const { session } = event;
  const from = event.type === 'friend' ? { ...event.from, friend: true } : event.from;
  if (!person || !kept) return meet(tx, community, channel, event, from, now);
  await noteAccount(tx, community, channel, from, kept);
  if (session === undefined || sure === 'sure') return { person, sure: true };
  const marked = await byRemark(tx, community, { channel, session }, from, now);
  return { person: marked ?? person, sure: marked !== undefined };
}

/** As long as only the names say that somebody leads, they may what every volunteer may. */
function unsure(person: Person): Person {
  const leads = person.role === 'leader' || person.role === 'teamHead';
  return leads ? { ...person, role: 'volunteer', unsure: person.role } : person;
}

async function answerDoubtful(house: House, decision: Decision, { event, seq }: Taken, doubt: Doubt): Promise<string> {
  if (event.type === 'message') await answerStranger(house, decision, event, seq, doubt);
  if (event.type === 'friend') await raiseDoubt(decision, doubt, event.hello || wording.becameFriend);
  return 'doubtful';
}
