/** What leaders are told about who is who: only under an account that is surely theirs, and once. */
import { sql } from 'drizzle-orm';
import { rows } from '../db/db.ts';
import type { Decision } from '../decision.ts';
import { peopleOf } from '../features/people/queries.ts';
import { priority } from '../outbox/post.ts';

const days = 7;

/** Whether this was said before. */
export async function saidBefore({ tx, community }: Decision, key: string): Promise<boolean> {
  const found = await rows(
    tx,
    sql`select 1 from outbox where community_id = ${community.id} and dedupe_key >= ${`${key}:`} and dedupe_key < ${`${key};`} limit 1`,
  );
  return found.length > 0;
}

/** Tells every leader but the one it is about, once for each key. What is not needed any more after a week lapses. */
export async function tellLeadersOnce(decision: Decision, key: string, text: string, about?: string): Promise<void> {
  const lapsesAt = new Date(decision.now.getTime() + days * 86_400_000);
  for (const leader of await peopleOf(decision.tx, decision.community, 'leader')) {
    if (leader.id === about) continue;
    const to = { person: leader.id };
    decision.post({ to, text, priority: priority.direct, private: true, once: `${key}:${leader.id}`, lapsesAt });
  }
}
