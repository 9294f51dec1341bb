/** Takes back what one message changed. Each action of the trail that can be undone has its way back here. */
import type { Decision } from '../../decision.ts';
import { dropAnswers } from '../../outbox/drop.ts';
import { priority } from '../../outbox/post.ts';
import { type Details, dropJobs, lockItems, setDetails, setStatus, updateItem } from '../activities/queries.ts';
import { audience, dayJobs, planDay } from '../activities/steps.ts';
import { wording as activityWording } from '../activities/wording.ts';
import {
  type Claim,
  claimById,
  claimsOf,
  handOver,
  type Item,
  itemById,
  itemsOfNumber,
  lockItem,
  setSize,
  setState,
  setTaken,
} from '../claims/queries.ts';
import { isSeated, lockClaim, offerNext, offerUntil, release, whenOf } from '../claims/steps.ts';
import { wording as claimWording } from '../claims/wording.ts';
import { needByItem, setNeedStatus } from '../needs/queries.ts';
import { needReleased, reviveNeed, withdrawNeed } from '../needs/steps.ts';
import type { NeedStatus } from '../needs/tables.ts';
import { type Person, personById } from '../people/queries.ts';
import { changesOf, type Entry, inboxIdOf } from './queries.ts';
import { wording } from './wording.ts';

/** What came of one way back: what to say, or why it could not be. */
type Undone = { said: string } | { refused: string } | undefined;
type Way = (decision: Decision, item: Item, entry: Entry) => Promise<Undone>;

const claimed: Way = async (decision, item, entry) => {
  const claim = await claimById(decision.tx, decision.community, String(entry.detail['claimId']));
  if (!claim || (await release(decision, item, claim, 'undone')) === undefined) return undefined;
  if (item.kind === 'need') await needReleased(decision, item, claim.name);
  return { said: wording.claimed(item, claim.name) };
};

const released: Way = async (decision, item, entry) => {
  const { tx, community, now } = decision;
  const { seats, taken, status } = await lockItem(tx, community, item.id);
  const claim = await claimById(tx, community, String(entry.detail['claimId']));
  if (claim?.state !== 'ended' || status !== 'open') return undefined;
  if ((await claimsOf(tx, community, item.id)).some((other) => other.holder === claim.holder)) return undefined;
  const was = { ...claim, state: entry.detail['state'] as Claim['state'] };
  if (isSeated(was) && seats - taken < claim.size) return { refused: claimWording.undoTooLate(item) };
  if (isSeated(was)) await setTaken(tx, community, item.id, claim.size);
  await restore(decision, claim, was.state, entry.detail['until']);
  // Meanwhile a seat may have become free that nobody else waits for.
  await offerNext(decision, item.id);
  if (item.kind === 'need' && was.state === 'held') await setNeedStatus(tx, community, item.id, 'claimed', now);
  return { said: wording.released(item, claim.name) };
};

/** A claim is what it was again. An offer stands until it would have ended; when that is past, it ends now. */
async function restore(decision: Decision, claim: Claim, state: Claim['state'], until: unknown): Promise<void> {
  if (state !== 'offered') return setState(decision.tx, decision.community, claim.id, state);
  const end = new Date(typeof until === 'string' ? until : 0);
  await offerUntil(decision, claim, end > decision.now ? end : decision.now);
}

const resized: Way = async (decision, item, entry) => {
  const { tx, community } = decision;
  const found = await lockClaim(decision, item.id, String(entry.detail['claimId']));
  if (!found) return undefined;
  const { claim, free } = found;
  const from = Number(entry.detail['from']);
  const backToLine = entry.detail['seated'] === true && isSeated(claim);
  if (isSeated(claim) && !backToLine && from - claim.size > free) return { refused: claimWording.undoTooLate(item) };
  await setSize(tx, community, claim.id, from);
  if (backToLine) await setState(tx, community, claim.id, 'waiting');
  if (isSeated(claim)) await setTaken(tx, community, item.id, (backToLine ? 0 : from) - claim.size);
  await offerNext(decision, item.id);
  return { said: wording.resized(item) };
};

const swapped: Way = async (decision, item, entry) => {
  const { tx, community } = decision;
  const found = await lockClaim(decision, item.id, String(entry.detail['claimId']));
  const from = await personById(tx, community, String(entry.detail['from']));
  if (!found || !from || found.claim.holder !== entry.detail['to']) return undefined;
  if ((await claimsOf(tx, community, item.id)).some((other) => other.holder === from.id))
    return { refused: claimWording.swapHasIt(item, from.name) };
  await handOver(tx, community, found.claim.id, from);
  return { said: wording.swapped(item) };
};

const changed: Way = async (decision, item, entry) => {
  const { tx, community, now } = decision;
  const before = entry.detail['before'] as {
    title: string;
    venue: string | null;
    startsAt: string | null;
    endsAt: string | null;
    seats: number;
  } & Partial<Details>;
  const locked = await lockItem(tx, community, item.id);
  if (before.seats < locked.taken) return { refused: activityWording.tooFewSeats(locked) };
  const back: Item = {
    ...locked,
    ...before,
    startsAt: before.startsAt ? new Date(before.startsAt) : null,
    endsAt: before.endsAt ? new Date(before.endsAt) : null,
  };
  await updateItem(tx, community, back);
  const { meetingPoint, bring } = before;
  const details = meetingPoint === undefined || bring === undefined ? undefined : { meetingPoint, bring };
  if (details) await setDetails(tx, community, item.number, details);
  await dropJobs(tx, community, item.id, dayJobs);
  if (back.status === 'open') planDay(decision, back);
  await offerNext(decision, item.id);
  const when = whenOf(back, community, now);
  for (const person of audience(await claimsOf(tx, community, item.id)).keys())
    decision.post({ to: { person }, text: activityWording.changedYou(back, when, details), priority: priority.direct });
  decision.post({ to: 'group', text: activityWording.changed(back, when, details), priority: priority.group });
  return { said: wording.changed(item) };
};

const cancelled: Way = async (decision, item, entry) => {
  const { tx, community } = decision;
  for (const { id, status } of entry.detail['items'] as { id: string; status: Item['status'] }[]) {
    await setStatus(tx, community, [id], status);
    const part = await lockItem(tx, community, id);
    if (part.status === 'open') planDay(decision, part);
  }
  // A cancelled item keeps its seats taken, so what was held is simply held again.
  for (const was of entry.detail['claims'] as { id: string; state: Claim['state']; until?: string }[]) {
    const claim = await claimById(tx, community, was.id);
    if (!claim) continue;
    await restore(decision, claim, was.state, was.until);
    const person = claim.personId ?? claim.byPerson;
    const part = (await itemById(tx, community, claim.itemId))!;
    decision.post({ to: { person }, text: activityWording.stillOn(part), priority: priority.direct });
  }
  // The group read that it was off.
  decision.post({ to: 'group', text: activityWording.stillOn(item), priority: priority.group });
  return { said: wording.cancelled(item) };
};

const needBack: Way = async (decision, item, entry) => {
  const need = await needByItem(decision.tx, decision.community, item.id);
  if (!need) return undefined;
  await reviveNeed(decision, need, entry.detail['from'] as NeedStatus);
  return { said: wording.need(item) };
};

const reported: Way = async (decision, item) => {
  const need = await needByItem(decision.tx, decision.community, item.id);
  if (!need) return undefined;
  await withdrawNeed(decision, need);
  return { said: wording.reported(item) };
};

const published: Way = async (decision, item) => {
  const { tx, community } = decision;
  const parts = await itemsOfNumber(tx, community, item.number);
  for (const part of parts) {
    await lockItem(tx, community, part.id);
    if ((await claimsOf(tx, community, part.id)).length > 0) return { refused: activityWording.claimedAlready(item) };
  }
  await setStatus(
    tx,
    community,
    parts.map((part) => part.id),
    'cancelled',
  );
  for (const part of parts) await dropJobs(tx, community, part.id, dayJobs);
  decision.post({ to: 'group', text: activityWording.cancelled(item, []), priority: priority.group });
  return { said: wording.published(item) };
};

/** The actions that can be taken back, and how. */
export const ways: Readonly<Record<string, Way>> = {
  claimed,
  released,
  resized,
  swapped,
  changed,
  cancelled,
  done: needBack,
  withdrawn: needBack,
  reported,
  published,
};

/** Undoes all that one message changed, newest first. Returns the sentences to say, empty when there was nothing. */
export async function undoChanges(decision: Decision, inboxId: string): Promise<string[]> {
  const said: string[] = [];
  const refused: string[] = [];
  const entries = await changesOf(decision.tx, decision.community, inboxId);
  const items = new Set(entries.flatMap(({ itemId }) => itemId ?? []));
  await lockItems(decision.tx, decision.community, [...items]);
  for (const entry of entries) {
    const way = ways[entry.action];
    const item = entry.itemId ? await itemById(decision.tx, decision.community, entry.itemId) : undefined;
    if (!way || !item) continue;
    const undone = await way(decision, item, entry);
    if (!undone) continue;
    if ('said' in undone) said.push(undone.said);
    else refused.push(undone.refused);
  }
  if (said.length > 0) {
    decision.note({ action: 'undone', detail: { of: inboxId } });
    await dropAnswers(decision.tx, decision.community, inboxId);
  }
  return [...(said.length > 0 ? [claimWording.undone(said)] : []), ...refused];
}

/** Somebody took a message back in the chat: what it claimed is taken back with it; what is past that stays. */
export async function undoMessage(
  decision: Decision,
  channel: string,
  messageId: string,
  person: Person,
): Promise<void> {
  const inboxId = await inboxIdOf(decision.tx, decision.community, channel, messageId);
  if (!inboxId) return;
  const changes = await changesOf(decision.tx, decision.community, inboxId);
  if (!changes.some((entry) => entry.action === 'claimed')) return;
  for (const text of await undoChanges(decision, inboxId))
    decision.post({ to: { person: person.id }, text, priority: priority.direct });
}
