/** What several commands and jobs do with activities, each inside the caller's transaction. */
import type { Turn } from '../../chat/turn.ts';
import { fromLocal } from '../../clock/zone.ts';
import { newId } from '../../db/columns.ts';
import type { Decision } from '../../decision.ts';
import { type Post, priority } from '../../outbox/post.ts';
import { type Claim, claimsOf, endClaim, type Item, itemsOfNumber, lockItem } from '../claims/queries.ts';
import { checkInLeadMinutes } from '../claims/rules.ts';
import { whenOf } from '../claims/steps.ts';
import { wording as claimsWording, refOf } from '../claims/wording.ts';
import { activityOf, dropJobs, insertActivity, insertItem, nextNumber, setStatus, setTold } from './queries.ts';
import { type Draft, threshold } from './rules.ts';
import { wording } from './wording.ts';

/** Publishes a draft that is complete: number, seats, jobs, and the post in the group. Returns its number. */
export async function publish(decision: Decision, draft: Draft, by: string): Promise<number> {
  const { tx, community, now } = decision;
  const number = await nextNumber(tx, community);
  const at = (local: string | undefined) => (local ? fromLocal(local, community.zone) : null);
  const shifts = (draft.shifts ?? []).map((shift, i) => ({ ...shift, letter: String.fromCharCode(65 + i) }));
  const base = { number, title: draft.title!, venue: draft.venue ?? null };
  const whole = {
    ...base,
    id: newId(),
    shift: '',
    kind: 'activity' as const,
    status: shifts.length > 0 ? ('divided' as const) : ('open' as const),
    startsAt: at(shifts.map((s) => s.start).sort()[0] ?? draft.start),
    endsAt: at(
      shifts
        .map((s) => s.end)
        .sort()
        .at(-1) ?? draft.end,
    ),
    seats: shifts.length > 0 ? shifts.reduce((sum, s) => sum + s.seats, 0) : draft.seats!,
  };
  await insertItem(tx, community, whole, by, now);
  await insertActivity(tx, community, whole.id, draft, by);
  for (const shift of shifts)
    await insertItem(
      tx,
      community,
      {
        ...base,
        id: newId(),
        shift: shift.letter,
        kind: 'shift',
        status: 'open',
        startsAt: at(shift.start),
        endsAt: at(shift.end),
        seats: shift.seats,
      },
      by,
      now,
    );
  const items = await itemsOfNumber(tx, community, number);
  for (const item of items) if (item.status === 'open') planDay(decision, item);
  decision.note({ action: 'published', itemId: whole.id, detail: { number } });
  await announceNew(decision, items);
  return number;
}

/** Tells the group of a new activity. */
export async function announceNew(decision: Decision, items: Item[]): Promise<void> {
  const [whole, ...shifts] = items as [Item, ...Item[]];
  const activity = await activityOf(decision.tx, decision.community, whole.number);
  const shown = shifts.length > 0 ? shifts : [whole];
  decision.post({
    to: 'group',
    text: wording.published(whole, shifts, activity, (item) => whenOf(item, decision.community, decision.now)),
    priority: priority.group,
    ...(whole.startsAt && { lapsesAt: whole.startsAt }),
    shows: { kind: 'announce', refs: shown.map(refOf) },
  });
}

/** The kinds of jobs that the day of an item brings. */
export const dayJobs = ['startsSoon', 'activityEnds'] as const;

/** Plans what the day of an item brings; keys hold the start, so that a moved item is planned anew and never twice. */
export function planDay(decision: Decision, item: Item): void {
  if (!item.startsAt || item.wholeDay) return;
  const key = `${item.id}:${item.startsAt.toISOString()}`;
  const twoHours = new Date(item.startsAt.getTime() - 2 * 3_600_000);
  if (twoHours > decision.now) decision.plan({ kind: 'startsSoon', key, runAt: twoHours, itemId: item.id });
  const over = new Date((item.endsAt ?? item.startsAt).getTime() + checkInLeadMinutes * 60_000);
  decision.plan({ kind: 'activityEnds', key: `${key}:${over.toISOString()}`, runAt: over, itemId: item.id });
}

/** After a claim, with the item as it is then: what the group is to be told once, when a board is half or wholly full. */
export async function boardNews(decision: Decision, item: Item): Promise<Post | undefined> {
  const { tx, community } = decision;
  if (item.taken * 2 < item.seats || item.shift !== '') return undefined;
  const activity = await activityOf(tx, community, item.number);
  const reached = activity && threshold(item.seats, item.taken, { half: activity.toldHalf, full: activity.toldFull });
  if (!reached) return undefined;
  await setTold(tx, community, activity.itemId, reached);
  const overtaken = { unless: claimsWording.held(item, '', 1, 1).head };
  const join =
    reached === 'half'
      ? { ...wording.half(item), ...overtaken }
      : wording.full(item, await claimsOf(tx, community, item.id));
  return {
    to: 'group',
    text: `${join.head}${join.name}${join.tail}`,
    join,
    priority: priority.group,
    shows: { kind: 'claimed', refs: [refOf(item)] },
  };
}

/** Everybody who must hear of a change: each person once, with the claim that they hear of. */
export function audience(claims: Claim[]): Map<string, Claim> {
  return new Map(claims.map((claim) => [claim.personId ?? claim.byPerson, claim]));
}

/** Cancels an activity with its shifts (or one shift): claims end, claimants and the group are told. */
export async function cancelItem(turn: Turn, item: Item, reason: string | undefined): Promise<void> {
  const { tx, community, now } = turn;
  const all = item.shift === '' ? await itemsOfNumber(tx, community, item.number) : [item];
  const ended: Claim[] = [];
  for (const part of all) {
    // Whoever claims at this moment waits for the lock and finds it closed.
    await lockItem(tx, community, part.id);
    const claims = await claimsOf(tx, community, part.id);
    for (const claim of claims) await endClaim(tx, community, claim.id, 'cancelled', now);
    await dropJobs(tx, community, part.id, dayJobs);
    ended.push(...claims);
  }
  await setStatus(
    tx,
    community,
    all.map((part) => part.id),
    'cancelled',
  );
  turn.note({
    action: 'cancelled',
    itemId: item.id,
    detail: {
      items: all.map((part) => ({ id: part.id, status: part.status })),
      claims: ended.map(({ id, state, offeredUntil }) => ({ id, state, until: offeredUntil?.toISOString() })),
      reason,
    },
  });
  const told = audience(ended);
  told.delete(turn.speaker.id);
  for (const person of told.keys()) turn.tell(person, wording.cancelledYou(item, whenOf(item, community, now)));
  turn.toGroup(
    wording.cancelled(item, [...new Set(ended.filter((claim) => claim.state === 'held').map((claim) => claim.name))]),
  );
  if (turn.chat === 'direct') turn.reply(wording.cancelledOk(item, told.size));
}
