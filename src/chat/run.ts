/**
 * A run: messages that wait at the same moment, decided one after the other in one transaction. What one of them needs from
 * the store is asked for all of them together as long as the answer cannot have changed in between, so that a crowd costs
 * little more than one person. The outcome is that of one transaction for each.
 */
import { sql } from 'drizzle-orm';
import type { House } from '../app.ts';
import type { Tx } from '../db/db.ts';
import { type Decision, newDecision, type Said, writeAll } from '../decision.ts';
import type { Person } from '../features/people/queries.ts';
import { type Heard, hear } from './dispatch.ts';
import { type Asked, type Loaded, loadSituations } from './load.ts';
import type { Meaning } from './meaning.ts';

export interface Run {
  now: Date;
  /** Understands a message of somebody we know and carries it out, or keeps it until others of its kind are together. */
  take(asked: Asked, inboxId: string, known: boolean, hint?: Meaning): Promise<void>;
  /** Does what stands alone, with everything before it written; `work` resolves what it was taken for. */
  alone(inboxId: string, person: Person | undefined, work: (decision: Decision) => Promise<string>): Promise<void>;
  /** Writes the rest. Resolves what there is to say. */
  end(): Promise<Said>;
}

interface Finished {
  decision: Decision;
  meant: string;
}

/** @param coming all that will be taken, in order: their situations are loaded together */
export function newRun(house: House, tx: Tx, coming: readonly Asked[]): Run {
  const { community } = house;
  const now = house.clock.now();
  const ahead = loadAhead((asked) => loadSituations(tx, community, now, asked), coming);
  let crowd: Extract<Heard, { kind: 'crowd' }>[] = [];
  let finished: Finished[] = [];
  let said: Said = 'nothing';

  /** Writes all that was decided; what is asked for after this may have changed. */
  async function settle(): Promise<void> {
    if (crowd.length > 0) await crowd[0]!.crowd.run(crowd.map(({ turn }) => turn));
    crowd = [];
    said = louder(
      said,
      await writeAll(
        finished.map(({ decision }) => decision),
        done(finished),
      ),
    );
    finished = [];
    ahead.forget();
  }
  const done = (all: readonly Finished[]) => {
    const marks = all.map(({ decision, meant }) => ({ id: decision.cause.inboxId, meant }));
    // Found by an array: the planner takes the join for so many rows that it would read the whole inbox.
    return sql`with marks as (select * from jsonb_to_recordset(${JSON.stringify(marks)}::text::jsonb) as x(id uuid, meant text))
      update inbox i set status = 'done', meant = m.meant, handled_at = ${now.toISOString()}::timestamptz
      from marks m where i.community_id = ${community.id} and i.id = m.id and i.id = any(array(select id from marks))`;
  };
  const hasEffect = ({ decision: { collected } }: Finished) =>
    crowd.length > 0 || Object.values(collected).some((all) => all.length > 0);
  const decisionFor = (inboxId: string, person: Person | undefined) =>
    newDecision(tx, community, now, { inboxId, ...(person ? { personId: person.id } : {}) });

  const run: Run = {
    now,
    async take(asked, inboxId, known, hint) {
      const { message, person } = asked;
      if (crowd.some(({ turn }) => turn.speaker.id === person.id)) await settle();
      const decision = decisionFor(inboxId, person);
      const heard = hear(house, decision, message, person, known, await ahead.of(asked), hint);
      if (heard.kind === 'alone') {
        // What was decided before is written first: this one may ask for it (“撤销”), with a situation that knows of it.
        if (finished.some(hasEffect)) {
          await settle();
          return run.take(asked, inboxId, known, hint);
        }
        finished.push({ decision, meant: await heard.carryOut() });
        return settle();
      }
      if (heard.kind === 'crowd') {
        if (crowd.length > 0 && crowd[0]!.does !== heard.does) await settle();
        crowd.push(heard);
      } else if (heard.meant === 'chatter') ahead.talked(asked);
      finished.push({ decision, meant: heard.kind === 'crowd' ? heard.does : heard.meant });
    },
    async alone(inboxId, person, work) {
      if (finished.length > 0) await settle();
      const decision = decisionFor(inboxId, person);
      finished.push({ decision, meant: await work(decision) });
      await settle();
    },
    async end() {
      await settle();
      return said;
    },
  };
  return run;
}

/** Of two things to say, what must be known about both: something that goes out by itself wakes the courier at once. */
function louder(a: Said, b: Said): Said {
  if (a === 'something' || b === 'something') return 'something';
  return a === 'nothing' ? b : a;
}

/** Situations loaded for several messages at once. After something was decided they are loaded anew, and first for few. */
function loadAhead(load: (asked: readonly Asked[]) => Promise<Loaded[]>, coming: readonly Asked[]) {
  const loaded = new Map<Asked, Loaded>();
  /** Talk that is decided and not written yet. */
  let talk: Asked[] = [];
  let width = coming.length;
  return {
    async of(asked: Asked): Promise<Loaded> {
      if (!loaded.has(asked)) {
        const from = coming.indexOf(asked);
        const next = from < 0 ? [asked] : coming.slice(from, from + Math.max(1, width));
        const answers = await load(next);
        for (const [i, one] of next.entries()) loaded.set(one, answers[i]!);
        width = Math.max(1, width) * 4;
      }
      const found = loaded.get(asked)!;
      const { lastPost } = found.situation;
      if (!lastPost) return found;
      const since = talk.filter(
        ({ message, seq }) =>
          message.chat.id === asked.message.chat.id && seq > found.heard && Date.parse(message.at) > found.talkFrom,
      );
      return {
        ...found,
        situation: { ...found.situation, lastPost: { ...lastPost, talkSince: lastPost.talkSince + since.length } },
      };
    },
    talked: (asked: Asked) => void talk.push(asked),
    forget() {
      loaded.clear();
      talk = [];
      width = 1;
    },
  };
}
