/** Takes back what one message changed. Each action of the trail that can be undone has its way back here. */
import type { Decision } from '../../decision.ts';
import { priority } from '../../outbox/post.ts';
import { setStatus, updateItem } from '../activities/queries.ts';
import { audience, planDay } from '../activities/steps.ts';
import { wording as activityWording } from '../activities/wording.ts';
import {
  type Claim,
  claimById,
  claimsOf,
  handOver,
  type Item,
  itemById,
  lockItem,
  revive,
  setSize,
  setTaken,
} from '../claims/queries.ts';
import { release, whenOf } from '../claims/steps.ts';
import { wording as claimWording } from '../claims/wording.ts';
import { needByItem, setItemStatus, setNeedStatus } from '../needs/queries.ts';
import { needReleased } from '../needs/steps.ts';
import type { NeedStatus } from '../needs/tables.ts';
import { type Person, personById } from '../people/queries.ts';
import { changesOf, type Entry, inboxIdOf } from './queries.ts';
import { wording } from './wording.ts';

/** What came of one way back: what to say, or why it could not be. */
type Undone = { said: string } | { refused: string } | undefined;
type Way = (decision: Decision, item: Item, entry: Entry) => Promise<Undone>;

const claimed: Way = async (decision, item, entry) => {
  const claim = await claimById(decision.tx, decision.community, String(entry.detail['claimId']));
  if (!claim || claim.state === 'ended') return undefined;
  await release(decision, item, claim, 'undone');
  if (item.kind === 'need') await needReleased(decision, item, claim.name);
  return { said: wording.claimed(item, claim.name) };
};

const released: Way = async (decision, item, entry) => {
  const { tx, community } = decision;
  const locked = await lockItem(tx, community, item.id);
  const claim = await claimById(tx, community, String(entry.detail['claimId']));
  if (claim?.state !== 'ended' || locked.status !== 'open') return undefined;
  const seated = entry.detail['state'] === 'held' || entry.detail['state'] === 'offered';
  if (seated && locked.seats - locked.taken < claim.size) return { refused: claimWording.undoTooLate(item) };
  if ((await claimsOf(tx, community, item.id)).some((other) => other.holder === claim.holder)) return undefined;
  if (seated) await setTaken(tx, community, item.id, claim.size);
  await revive(tx, community, claim.id, seated ? 'held' : 'waiting');
  if (item.kind === 'need') await setNeedStatus(tx, community, item.id, 'claimed', decision.now);
  return { said: wording.released(item, claim.name) };
};

const resized: Way = async (decision, item, entry) => {
  const { tx, community } = decision;
  const claim = await claimById(tx, community, String(entry.detail['claimId']));
  if (!claim || claim.state === 'ended') return undefined;
  const locked = await lockItem(tx, community, item.id);
  const from = Number(entry.detail['from']);
  const seated = claim.state === 'held' || claim.state === 'offered';
  if (seated && from - claim.size > locked.seats - locked.taken) return { refused: claimWording.undoTooLate(item) };
  await setSize(tx, community, claim.id, from);
  if (seated) await setTaken(tx, community, item.id, from - claim.size);
  return { said: wording.resized(item) };
};

const swapped: Way = async (decision, item, entry) => {
  const { tx, community } = decision;
  const claim = await claimById(tx, community, String(entry.detail['claimId']));
  const from = await personById(tx, community, String(entry.detail['from']));
  if (!claim || !from || claim.state === 'ended') return undefined;
  await handOver(tx, community, claim.id, from);
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
  };
  const locked = await lockItem(tx, community, item.id);
  if (before.seats < locked.taken) return { refused: activityWording.tooFewSeats(locked) };
  const back: Item = {
    ...locked,
    ...before,
    startsAt: before.startsAt ? new Date(before.startsAt) : null,
    endsAt: before.endsAt ? new Date(before.endsAt) : null,
  };
  await updateItem(tx, community, back);
  planDay(decision, back);
  for (const person of audience(await claimsOf(tx, community, item.id)).keys())
    decision.post({
      to: { person },
      text: activityWording.changedYou(back, whenOf(back, community, now)),
      priority: priority.direct,
    });
  return { said: wording.changed(item) };
};

const cancelled: Way = async (decision, item, entry) => {
  const { tx, community } = decision;
  for (const part of entry.detail['items'] as { id: string; status: Item['status'] }[])
    await setStatus(tx, community, [part.id], part.status);
  // A cancelled item keeps its seats taken, so what was held is simply held again.
  for (const { id, state } of entry.detail['claims'] as { id: string; state: Claim['state'] }[]) {
    const claim = await claimById(tx, community, id);
    if (!claim) continue;
    await revive(tx, community, id, state);
    const person = claim.personId ?? claim.byPerson;
    const part = (await itemById(tx, community, claim.itemId))!;
    decision.post({ to: { person }, text: activityWording.stillOn(part), priority: priority.direct });
  }
  planDay(decision, item);
  return { said: wording.cancelled(item) };
};

const needBack: Way = async (decision, item, entry) => {
  const { tx, community, now } = decision;
  const from = entry.detail['from'] as NeedStatus;
  await setItemStatus(tx, community, item.id, from === 'reported' ? 'waiting' : 'open');
  await setNeedStatus(tx, community, item.id, from, now);
  const need = await needByItem(tx, community, item.id);
  return need ? { said: wording.need(item) } : undefined;
};

const reported: Way = async (decision, item) => {
  await setItemStatus(decision.tx, decision.community, item.id, 'cancelled');
  await setNeedStatus(decision.tx, decision.community, item.id, 'withdrawn', decision.now);
  return { said: wording.reported(item) };
};

const published: Way = async (decision, item) => {
  const { tx, community } = decision;
  if ((await claimsOf(tx, community, item.id)).length > 0) return { refused: activityWording.claimedAlready(item) };
  await setStatus(tx, community, [item.id], 'cancelled');
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
  for (const entry of await changesOf(decision.tx, decision.community, inboxId)) {
    const way = ways[entry.action];
    const item = entry.itemId ? await itemById(decision.tx, decision.community, entry.itemId) : undefined;
    if (!way || !item) continue;
    const undone = await way(decision, item, entry);
    if (!undone) continue;
    if ('said' in undone) said.push(undone.said);
    else refused.push(undone.refused);
  }
  if (said.length > 0) decision.note({ action: 'undone', detail: { of: inboxId } });
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
