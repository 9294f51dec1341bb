/** What a command gets: who said it where, what was understood, and ways to answer. */
import { sql } from 'drizzle-orm';
import { rows } from '../db/db.ts';
import type { Decision } from '../decision.ts';
import { type Person, peopleOf } from '../features/people/queries.ts';
import { answerHours, later, type More, priority } from '../outbox/post.ts';
import type { Joinable, Shows } from '../outbox/tables.ts';
import type { Question, Situation } from './context.ts';
import type { Meaning, Role, Slots } from './meaning.ts';
import type { Message } from './message.ts';

/** What a dialogue knows so far: slots, and what its command adds. */
export type Draft = Slots & Record<string, unknown>;

export interface Turn extends Decision {
  chat: 'group' | 'direct';
  speaker: Person;
  role: Role;
  message: Message;
  situation: Situation;
  /** What was understood; a command reads its slots, and `target` when the text named nothing. */
  meaning: Meaning;
  /** The slots of everything in this message that means the same, in order; the first are those of `meaning`. */
  all: readonly Slots[];
  /** What the waiting question's dialogue knows, when this line answers it. */
  draft?: Draft;
  /** Answers where the message came from. */
  reply(text: string, more?: { join?: Joinable; shows?: Shows; asks?: true }): void;
  /** Says something to one person in the direct chat. */
  tell(person: string, text: string, more?: More): void;
  /** Says something to the service group. */
  toGroup(text: string, more?: More): void;
  /** Says something to every leader but the one who caused it. */
  toLeaders(text: string, more?: More): Promise<void>;
  /** Asks the speaker, in the direct chat unless said otherwise; the next answer there goes to the dialogue. */
  ask(question: Question, draft: Draft, text: string, chat?: 'group' | 'direct'): Promise<void>;
  /** The waiting question of this chat is answered. */
  answered(): Promise<void>;
}

/** A question waits this long for its answer. */
const questionMinutes = 30;

/** Adds the ways to answer to a decision about a message. */
export function newTurn(
  decision: Decision,
  said: Pick<Turn, 'chat' | 'speaker' | 'message' | 'situation'>,
  meaning: Meaning,
): Turn {
  // Named one by one: a copy by `...` of so many costs seventy times as much (35 µs), and every message pays it.
  const { tx, community, now, cause, collected, post, plan, note, write } = decision;
  const { chat, speaker, message, situation } = said;
  const turn: Turn = {
    tx,
    community,
    now,
    cause,
    collected,
    post,
    plan,
    note,
    write,
    chat,
    speaker,
    message,
    situation,
    role: speaker.role,
    meaning,
    all: [meaning.slots],
    reply(text, more = {}) {
      if (chat === 'group') {
        const lapsesAt = later(decision.now, answerHours);
        decision.post({ to: 'group', text, priority: priority.group, lapsesAt, ...more });
      }
      if (chat === 'direct') decision.post({ to: { person: speaker.id }, text, priority: priority.direct, ...more });
    },
    tell(person, text, more = {}) {
      decision.post({ to: { person }, text, priority: priority.direct, ...more });
    },
    toGroup(text, more = {}) {
      decision.post({ to: 'group', text, priority: priority.group, ...more });
    },
    async toLeaders(text, more = {}) {
      for (const leader of await peopleOf(decision.tx, decision.community, 'leader'))
        if (leader.id !== speaker.id) turn.tell(leader.id, text, more);
    },
    async ask(question, draft, text, where = 'direct') {
      const expires = new Date(decision.now.getTime() + questionMinutes * 60_000).toISOString();
      await rows(
        decision.tx,
        sql`insert into questions (community_id, person_id, chat, question, draft, expires_at)
            values (${decision.community.id}, ${speaker.id}, ${where}, ${JSON.stringify(question)}::text::jsonb, ${JSON.stringify(draft)}::text::jsonb, ${expires}::timestamptz)
            on conflict (community_id, person_id, chat) do update set question = excluded.question, draft = excluded.draft, expires_at = excluded.expires_at`,
      );
      if (where === chat) turn.reply(text, { asks: true });
      else turn.tell(speaker.id, text, { asks: true });
    },
    async answered() {
      await rows(
        decision.tx,
        sql`delete from questions where community_id = ${decision.community.id} and person_id = ${speaker.id} and chat = ${chat}`,
      );
    },
  };
  return turn;
}
