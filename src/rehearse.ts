/** What events would do if they came now: they are handled inside a transaction that is taken back. */
import { sql } from 'drizzle-orm';
import type { House } from './app.ts';
import { handle } from './chat/handle.ts';
import { loadSituations } from './chat/load.ts';
import type { Does, Meaning } from './chat/meaning.ts';
import { type Incoming, wordsOf } from './chat/message.ts';
import { understand } from './chat/understand.ts';
import type { Community } from './community.ts';
import { newId } from './db/columns.ts';
import { rows, type Tx } from './db/db.ts';
import { inTx } from './db/tx.ts';
import type { Person } from './features/people/queries.ts';
import { nameOf } from './identity/recognise.ts';
import { keep } from './inbox/inbox.ts';
import { sayRef } from './language/say.ts';

/** One thing that an event would do. */
export interface Deed {
  does: Does;
  /** What the command is called; absent when there is none for it. */
  name?: string;
  refs: string[];
  size?: number;
  names?: string[];
  emergency?: true;
}

/** What an event would do. */
export interface Rehearsed {
  /** The id of the event. */
  id: string;
  deeds: Deed[];
  act: 'act' | 'ask' | 'silent';
  /** It does nothing and is talk among people. */
  chatter: boolean;
  /** What would be said: to the group, or to whom by name. */
  says: { to?: string; text: string }[];
}

/** Thrown to take back all that a rehearsal did. */
class Undo extends Error {
  readonly told: Rehearsed[];
  constructor(told: Rehearsed[]) {
    super('a rehearsal ends');
    this.told = told;
  }
}

/** An event, or something that becomes true between two of them. */
export type Move = Incoming | ((tx: Tx) => Promise<void>);

/**
 * Plays events one after the other, each on what the ones before have changed, and takes all of it back. While it lasts the
 * embedded store does nothing else, so it is for a page of lines and not for a year of them.
 * @returns what each would do; one that failed is left out
 */
export async function rehearse(
  house: House,
  channel: { name: string; account: string },
  moves: readonly Move[],
): Promise<Rehearsed[]> {
  try {
    await inTx(house.db, async (tx) => {
      throw new Undo(await playAll(house, channel, tx, moves));
    });
  } catch (error) {
    if (error instanceof Undo) return error.told;
    throw error;
  }
  return [];
}

/** Handles the events inside this transaction. The language model is not asked: it would be asked again when it counts. */
async function playAll(
  house: House,
  channel: { name: string; account: string },
  tx: Tx,
  moves: readonly Move[],
): Promise<Rehearsed[]> {
  const { adviser: _, ...inside } = { ...house, db: tx };
  const told: Rehearsed[] = [];
  for (const event of moves) {
    if (typeof event === 'function') {
      await event(tx);
      continue;
    }
    const [kept] = await keep(tx, house.community, channel, [event]);
    if (!kept) continue;
    const read = await readEvent(inside, tx, kept.id, event);
    try {
      await handle(inside, [kept.id]);
    } catch (error) {
      house.log.warn({ err: error }, 'a line could not be rehearsed');
      continue;
    }
    told.push({ id: event.id, ...read, ...(await result(tx, house.community, kept.id)) });
  }
  return told;
}

async function readEvent(
  house: House,
  tx: Tx,
  inboxId: string,
  event: Incoming,
): Promise<Pick<Rehearsed, 'deeds' | 'act'>> {
  if (event.type !== 'message') return { deeds: [], act: 'act' };
  const [row] = await rows<{ seq: number; person: Person | null }>(
    tx,
    sql`select i.seq, (select json_build_object('id', p.id, 'name', p.name, 'role', p.role) from accounts a
            join people p on p.community_id = a.community_id and p.id = a.person_id
            where a.community_id = i.community_id and a.channel = i.channel and a.account = i.sender) as person
        from inbox i where i.community_id = ${house.community.id} and i.id = ${inboxId}`,
  );
  const person: Person = row?.person ?? { id: newId(), name: nameOf(event.from), role: 'volunteer' };
  const asked = { message: event, person, seq: row!.seq };
  const [loaded] = await loadSituations(tx, house.community, house.clock.now(), [asked]);
  const { meanings, act } = understand(wordsOf(event), loaded!.situation, house.commands);
  return { deeds: meanings.map((meaning) => deedOf(house, meaning)), act };
}

function deedOf(house: House, { does, slots, target }: Meaning): Deed {
  const name = house.commands.find((command) => command.does === does)?.name;
  return {
    does,
    refs: (slots.refs ?? target ?? []).map(sayRef),
    ...(name ? { name } : {}),
    ...(slots.partySize ? { size: slots.partySize } : {}),
    ...(slots.names ? { names: slots.names } : {}),
    ...(slots.emergency ? { emergency: true as const } : {}),
  };
}

async function result(tx: Tx, community: Community, inboxId: string): Promise<Pick<Rehearsed, 'chatter' | 'says'>> {
  const [row] = await rows<{ meant: string | null }>(
    tx,
    sql`select meant from inbox where community_id = ${community.id} and id = ${inboxId}`,
  );
  const says = await rows<{ to: string | null; text: string }>(
    tx,
    sql`select p.name as to, o.text from outbox o left join people p on p.community_id = o.community_id and p.id = o.to_person
        where o.community_id = ${community.id} and o.inbox_id = ${inboxId} order by o.seq`,
  );
  return {
    chatter: row?.meant === 'chatter',
    says: says.map(({ to, text }) => ({ text, ...(to === null ? {} : { to }) })),
  };
}
