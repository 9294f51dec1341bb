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
  type ClaimTry,
  claimById,
  claimStatement,
  claimsOf,
  endClaim,
  type Item,
  joinLine,
  lockItem,
  type NewClaim,
  setSize,
  setState,
  setTaken,
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
  | { id: string; state: 'held'; free: number; seats: number }
  | { id: string; state: 'waiting'; free: number }
  | { id: string; state: 'ifNobody' }
  | 'closed';

/**
 * Claims seats, or a place in the waiting line when they do not fit. What did not succeed at once is looked at again under the
 * item's lock: somebody may have released just now, or cancelled the whole, and two who come at once get two places.
 * @param item as it was just now: when it was full, the lock comes first
 */
export async function claimSeats(
  tx: Tx,
  community: Community,
  item: Item,
  wish: Omit<NewClaim, 'itemId'>,
  now: Date,
): Promise<Claimed> {
  const claim = { ...wish, itemId: item.id };
  const full = item.seats - item.taken < claim.size;
  const claimed = full ? undefined : await claimNow(tx, community, claim, now);
  return claimed ?? claimLocked(tx, community, claim, now);
}

async function claimNow(tx: Tx, community: Community, claim: NewClaim, now: Date): Promise<Claimed | undefined> {
  const [tried] = await rows<ClaimTry>(tx, claimStatement(community, claim, now));
  const { existing, id, free, seats } = tried!;
  if (existing) return { existing };
  if (!id) return undefined;
  return claim.ifNobody ? { id, state: 'ifNobody' } : { id, state: 'held', free: free!, seats: seats! };
}

async function claimLocked(tx: Tx, community: Community, claim: NewClaim, now: Date): Promise<Claimed> {
  const item = await lockItem(tx, community, claim.itemId);
  if (item.status !== 'open' || (item.endsAt && item.endsAt <= now)) return 'closed';
  const claimed = await claimNow(tx, community, claim, now);
  if (claimed) return claimed;
  return { id: await joinLine(tx, community, claim, now), state: 'waiting', free: item.seats - item.taken };
}

/** Whether seats are kept for a claim. */
export const isSeated = (claim: Claim): boolean => claim.state === 'held' || claim.state === 'offered';

export interface Locked {
  item: Item;
  free: number;
  claim: Claim;
}

/**
 * A living claim under its item's lock: what was read before may have been ended or changed by somebody else since.
 * @returns undefined when it has ended
 */
export async function lockClaim(decision: Decision, itemId: string, claimId: string): Promise<Locked | undefined> {
  const item = await lockItem(decision.tx, decision.community, itemId);
  const claim = await claimById(decision.tx, decision.community, claimId);
  return claim && claim.state !== 'ended' ? { item, claim, free: item.seats - item.taken } : undefined;
}

/**
 * Ends a claim, frees its seats and offers them to the next in line.
 * @returns the seats that are free now; undefined when it had ended already, and nothing was changed
 */
export async function release(
  decision: Decision,
  item: Pick<Item, 'id'>,
  claim: Pick<Claim, 'id'>,
  by: string,
): Promise<number | undefined> {
  const { tx, community, now } = decision;
  const found = await lockClaim(decision, item.id, claim.id);
  if (!found) return undefined;
  const { id, state, size, offeredUntil } = found.claim;
  await endClaim(tx, community, id, by, now);
  decision.note({
    action: 'released',
    itemId: item.id,
    detail: { claimId: id, state, size, by, until: offeredUntil?.toISOString() },
  });
  if (!isSeated(found.claim)) return found.free;
  await setTaken(tx, community, item.id, -size);
  return offerNext(decision, item.id);
}

/**
 * Takes an offered seat. The answer may come just when its time is over and the seat goes to the next.
 * @returns undefined when it is not offered any more
 */
export async function acceptOffer(decision: Decision, itemId: string, claimId: string): Promise<Locked | undefined> {
  const found = await lockClaim(decision, itemId, claimId);
  if (found?.claim.state !== 'offered') return undefined;
  await setState(decision.tx, decision.community, claimId, 'held');
  const { size, name } = found.claim;
  decision.note({ action: 'claimed', itemId, detail: { claimId, state: 'held', size, name } });
  return found;
}

/**
 * Changes how many come with somebody. A party that waits and fits now is seated; what a smaller one leaves is offered.
 * @returns the seats that are free now and whether it was seated by this, `full` when it does not fit, undefined when it had ended
 */
export async function resize(
  decision: Decision,
  { id, itemId }: Pick<Claim, 'id' | 'itemId'>,
  size: number,
): Promise<{ free: number; seated: boolean } | 'full' | undefined> {
  const { tx, community } = decision;
  const found = await lockClaim(decision, itemId, id);
  if (!found) return undefined;
  const { claim, free } = found;
  if (isSeated(claim) && size - claim.size > free) return 'full';
  const seated = claim.state === 'waiting' && size <= free && found.item.status === 'open';
  await setSize(tx, community, id, size);
  if (seated) await setState(tx, community, id, 'held');
  if (seated || isSeated(claim)) await setTaken(tx, community, itemId, seated ? size : size - claim.size);
  decision.note({ action: 'resized', itemId, detail: { claimId: id, from: claim.size, to: size, seated } });
  return { free: await offerNext(decision, itemId), seated };
}

/**
 * Keeps free seats for whoever is next in line and fits, until nobody does; each is told in the direct chat.
 * @returns the seats that are free after that
 */
export async function offerNext(decision: Decision, itemId: string): Promise<number> {
  const { tx, community, now } = decision;
  for (;;) {
    const item = await lockItem(tx, community, itemId);
    const free = item.seats - item.taken;
    const next = item.status === 'open' ? nextInLine(await claimsOf(tx, community, itemId), free) : undefined;
    if (!next) return free;
    // What is freed late in the evening is offered in the morning, in words of that day.
    const read = afterQuiet(now, community);
    const until = offerEnds(now, read, item.startsAt);
    await setTaken(tx, community, itemId, next.size);
    await offerUntil(decision, next, until);
    decision.note({ action: 'offered', itemId, detail: { claimId: next.id, until: until.toISOString() } });
    const person = next.personId ?? next.byPerson;
    decision.post({
      to: { person },
      text: wording.offer(item, whenOf(item, community, read), sayMoment(until, community, read), next),
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

/** A seat that is kept for somebody until then. */
export async function offerUntil(decision: Decision, { id, itemId }: Claim, until: Date): Promise<void> {
  await setState(decision.tx, decision.community, id, 'offered', until);
  const key = `${id}:${until.toISOString()}`;
  decision.plan({ kind: 'offerEnds', key, runAt: until, itemId, payload: { claimId: id } });
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
