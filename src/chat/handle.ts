/** One event of the inbox in one transaction: understood, decided, answered. */
import { sql } from 'drizzle-orm';
import type { House } from '../app.ts';
import { rows, type Tx } from '../db/db.ts';
import { inTx } from '../db/tx.ts';
import { type Decision, newDecision } from '../decision.ts';
import type { Person } from '../features/people/queries.ts';
import { welcome } from '../identity/recognise.ts';
import { bindByCode } from '../identity/rooms.ts';
import { allowed, type Command } from './command.ts';
import { onEvent } from './events.ts';
import { loadSituation } from './load.ts';
import type { Meaning } from './meaning.ts';
import type { Incoming, Message } from './message.ts';
import { newTurn, type Turn } from './turn.ts';
import { understand } from './understand.ts';
import { wording } from './wording.ts';

interface Taken {
  event: Incoming;
  channel: string;
  seq: number;
  person: Person | null;
  sure: 'sure' | 'probable' | null;
  /** The group is one that the bot works in. */
  bound: boolean;
}

/** Handles one event of the inbox. Resolves false when somebody else has it or it was done before. */
export function handle(house: House, inboxId: string): Promise<boolean> {
  return inTx(house.db, async (tx) => {
    const taken = await take(tx, house, inboxId);
    if (!taken) return false;
    const now = house.clock.now();
    const meant = await decide(tx, house, taken, inboxId, now);
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
    sql`select i.event, i.channel, i.seq, a.sure, r.room is not null as bound,
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
async function decide(tx: Tx, house: House, taken: Taken, inboxId: string, now: Date): Promise<string> {
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
  const decision = newDecision(tx, community, now, { inboxId, personId: person.id });
  const meant =
    event.type === 'message'
      ? await answer(house, decision, event, person, taken.seq, known)
      : await onEvent(decision, taken.channel, event, person);
  await decision.write();
  return meant;
}

async function answer(
  house: House,
  decision: Decision,
  message: Message,
  speaker: Person,
  seq: number,
  known: boolean,
): Promise<string> {
  const { situation, draft } = await loadSituation(
    decision.tx,
    decision.community,
    decision.now,
    speaker,
    message,
    seq,
  );
  const understood = understand(message.text, situation, house.commands);
  const said = { chat: message.chat.kind, speaker, message, situation };
  let meant = 'chatter';
  for (const meaning of understood.act === 'silent' ? [] : understood.meanings) {
    const turn = newTurn(decision, said, meaning);
    if (draft !== undefined) turn.draft = draft;
    if (await carryOut(house.commands, turn, understood.act === 'ask')) meant = meaning.does;
  }
  if (meant === 'chatter' && message.chat.kind === 'direct' && !known)
    decision.post({ to: { person: speaker.id }, text: wording.hello(decision.community), priority: 1 });
  return meant;
}

/** Runs the command of a meaning, or goes on with the dialogue whose question it answers. */
async function carryOut(commands: readonly Command[], turn: Turn, onlyAsk: boolean): Promise<boolean> {
  const { meaning, situation, draft } = turn;
  const dialogue = commands.find((c) => c.does === situation.question?.dialogue);
  if (draft && dialogue?.answer && answers(meaning, dialogue)) {
    await dialogue.answer(turn, meaning.slots, draft);
    return true;
  }
  const command = commands.find((c) => c.does === meaning.does);
  if (!command) return false;
  if (!allowed(command, turn.role)) {
    turn.reply(wording.notAllowed(command.name));
    return true;
  }
  if (command.where === 'direct' && turn.chat === 'group') {
    turn.reply(wording.inDirectChat(turn.speaker.name));
    return true;
  }
  if (onlyAsk && command.unsure) await command.unsure(turn, meaning.slots);
  else if (onlyAsk) return false;
  else await command.run(turn, meaning.slots);
  return true;
}

function answers(meaning: Meaning, dialogue: Command): boolean {
  return meaning.does === 'yes' || meaning.does === 'no' || meaning.does === dialogue.does;
}
