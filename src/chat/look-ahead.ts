/** A look at a message before its transaction, which changes nothing: whether the language model should be asked, and its hint. */
import { sql } from 'drizzle-orm';
import type { House } from '../app.ts';
import { rows, type Tx } from '../db/db.ts';
import { inTx } from '../db/tx.ts';
import type { Person } from '../features/people/queries.ts';
import { type Adviser, worthAsking } from '../model/ask.ts';
import type { Situation } from './context.ts';
import { longest } from './dispatch.ts';
import { loadSituations } from './load.ts';
import type { Meaning } from './meaning.ts';
import { type Incoming, wordsOf } from './message.ts';
import { understand } from './understand.ts';

interface Seen {
  event: Incoming;
  seq: number;
  person: Person;
}

interface Doubtful {
  text: string;
  situation: Situation;
  names: string[];
}

/** What the model takes an event of the inbox for; undefined when it need not or could not be asked. */
export async function lookAhead(house: House, adviser: Adviser, inboxId: string): Promise<Meaning | undefined> {
  const seen = await inTx(house.db, (tx) => doubtful(tx, house, inboxId));
  return seen && adviser.advise(seen.text, seen.situation, seen.names);
}

/** What the rules are not sure of, with all that the model's answer is measured by. */
async function doubtful(tx: Tx, house: House, inboxId: string): Promise<Doubtful | undefined> {
  const { community } = house;
  // Somebody new is greeted, so only those are looked for whom we know, and in groups that are ours.
  const [seen] = await rows<Seen>(
    tx,
    sql`select i.event, i.seq, json_build_object('id', p.id, 'name', p.name, 'role', p.role, 'grid', p.grid, 'unit', p.unit) as person
        from inbox i
          join accounts a on a.community_id = i.community_id and a.channel = i.channel and a.account = i.sender
          join people p on p.community_id = a.community_id and p.id = a.person_id
          left join rooms r on r.community_id = i.community_id and r.channel = i.channel and r.room = i.chat
        where i.community_id = ${community.id} and i.id = ${inboxId} and i.status = 'new'
          and (r.room is not null or i.event->'chat'->>'kind' = 'direct')`,
  );
  if (seen?.event.type !== 'message') return undefined;
  const { event, person, seq } = seen;
  const text = wordsOf(event);
  if (!(event.mention || event.chat.kind === 'direct') || !text || text.length > longest) return undefined;
  const [loaded] = await loadSituations(tx, community, house.clock.now(), [{ message: event, person, seq }]);
  const { situation } = loaded!;
  if (!worthAsking(understand(text, situation, house.commands), text, situation)) return undefined;
  return { text, situation, names: await namesIn(tx, house, text) };
}

/** Everybody whom we know by a name that stands in the text. */
async function namesIn(tx: Tx, { community }: House, text: string): Promise<string[]> {
  const found = await rows<{ name: string }>(
    tx,
    sql`select distinct n.name from people p, unnest(p.aliases || p.name) as n(name)
        where p.community_id = ${community.id} and char_length(n.name) > 1 and position(n.name in ${text}::text) > 0`,
  );
  return found.map(({ name }) => name);
}
