/** What several commands and jobs do with seats, each inside the caller's transaction. */
import { sql } from 'drizzle-orm';
import type { Question } from '../../chat/context.ts';
import { toLocal } from '../../clock/zone.ts';
import type { Community } from '../../community.ts';
import { rows, type Tx } from '../../db/db.ts';
import type { Decision } from '../../decision.ts';
import { sayDay, sayTime, sayWhen } from '../../language/say.ts';
import { afterQuiet, priority } from '../../outbox/post.ts';
import {
  type Claim,
  claimsOf,
  endClaim,
  type Item,
  lockItem,
  type NewClaim,
  setState,
  setTaken,
  tryToClaim,
} from './queries.ts';
import { nextInLine, offerEnds } from './rules.ts';
import { refOf, wording } from './wording.ts';

/** 11月28日周六 9:00–11:00 of an item, seen from now. */
export function whenOf(item: Item, community: Community, now: Date): string {
  const local = (at: Date | null) => (at ? toLocal(at, community.zone).slice(0, item.wholeDay ? 10 : 16) : undefined);
  return sayWhen(local(item.startsAt), local(item.endsAt), toLocal(now, community.zone));
}

/** 9:30, with the day when it is another one. */
export function sayMoment(at: Date, community: Community, now: Date): string {
  const local = toLocal(at, community.zone);
  const today = toLocal(now, community.zone);
  return local.slice(0, 10) === today.slice(0, 10) ? sayTime(local) : `${sayDay(local, today)} ${sayTime(local)}`;
}

export type Claimed =
  | { existing: { id: string; state: Claim['state']; size: number } }
  | { id: string; state: 'held' | 'waiting' | 'ifNobody'; free: number }
  | 'closed';

/** Claims seats, or a place in the waiting line when they do not fit. */
export async function claimSeats(tx: Tx, community: Community, claim: NewClaim, now: Date): Promise<Claimed> {
  const { existing, id, state, free } = await tryToClaim(tx, community, claim, now);
  if (existing) return { existing };
  if (!id || !state) return 'closed';
  return state === 'waiting' ? seatAfterAll(tx, community, claim, id) : { id, state, free: free ?? 0 };
}

/** Somebody may have released just now without seeing this one in the list: under the item's lock the two see each other. */
async function seatAfterAll(tx: Tx, community: Community, claim: NewClaim, id: string): Promise<Claimed> {
  const item = await lockItem(tx, community, claim.itemId);
  if (item.seats - item.taken < claim.size) return { id, state: 'waiting', free: item.seats - item.taken };
  await setTaken(tx, community, item.id, claim.size);
  await setState(tx, community, id, 'held');
  return { id, state: 'held', free: item.seats - item.taken - claim.size };
}

/** Ends a claim, frees its seats and offers them to the next in line. Returns the seats that are free now. */
export async function release(decision: Decision, item: Item, claim: Claim, by: string): Promise<number> {
  const { tx, community, now } = decision;
  await lockItem(tx, community, item.id);
  await endClaim(tx, community, claim.id, by, now);
  const hadSeats = claim.state === 'held' || claim.state === 'offered';
  if (hadSeats) await setTaken(tx, community, item.id, -claim.size);
  decision.note({
    action: 'released',
    itemId: item.id,
    detail: { claimId: claim.id, state: claim.state, size: claim.size, by },
  });
  if (hadSeats) await offerNext(decision, item.id);
  const after = await lockItem(tx, community, item.id);
  return after.seats - after.taken;
}

/** Keeps free seats for whoever is next in line and fits, until nobody does; each is told in the direct chat. */
export async function offerNext(decision: Decision, itemId: string): Promise<void> {
  const { tx, community, now } = decision;
  for (;;) {
    const item = await lockItem(tx, community, itemId);
    if (item.status !== 'open') return;
    const next = nextInLine(await claimsOf(tx, community, itemId), item.seats - item.taken);
    if (!next) return;
    const until = offerEnds(now, afterQuiet(now, community), item.startsAt);
    await setTaken(tx, community, itemId, next.size);
    await setState(tx, community, next.id, 'offered', until);
    decision.plan({
      kind: 'offerEnds',
      key: `${next.id}:${until.toISOString()}`,
      runAt: until,
      itemId,
      payload: { claimId: next.id },
    });
    decision.note({ action: 'offered', itemId, detail: { claimId: next.id, until: until.toISOString() } });
    const person = next.personId ?? next.byPerson;
    decision.post({
      to: { person },
      text: wording.offer(item, whenOf(item, community, now), sayMoment(until, community, now)),
      priority: priority.reminder,
      lapsesAt: until,
    });
    await waitForAnswer(
      decision,
      person,
      { dialogue: 'claim', slot: 'confirm', refs: [refOf(item)] },
      { offer: next.id },
      until,
    );
  }
}

/** Lets a question wait for somebody who did not speak just now; one that waits already stays. */
export async function waitForAnswer(
  decision: Decision,
  person: string,
  question: Question,
  draft: Record<string, unknown>,
  until: Date,
): Promise<void> {
  await rows(
    decision.tx,
    sql`insert into questions (community_id, person_id, chat, question, draft, expires_at)
        values (${decision.community.id}, ${person}, 'direct', ${JSON.stringify(question)}::text::jsonb, ${JSON.stringify(draft)}::text::jsonb, ${until.toISOString()}::timestamptz)
        on conflict (community_id, person_id, chat) do update set question = excluded.question, draft = excluded.draft, expires_at = excluded.expires_at
          where questions.expires_at <= ${decision.now.toISOString()}::timestamptz`,
  );
}
