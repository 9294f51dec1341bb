/** What several commands and jobs do with needs, each inside the caller's transaction. */
import type { Turn } from '../../chat/turn.ts';
import { newId } from '../../db/columns.ts';
import type { Decision } from '../../decision.ts';
import type { Holder } from '../../identity/whom.ts';
import { dropWaiting } from '../../outbox/drop.ts';
import { later, priority } from '../../outbox/post.ts';
import { dropJobs, insertItem, nextNumber } from '../activities/queries.ts';
import { claimsOf, type Item } from '../claims/queries.ts';
import { waitForAnswer } from '../claims/steps.ts';
import { addToNeed, insertNeed, type Need, needByItem, setItemStatus, setItemTitle, setNeedStatus } from './queries.ts';
import { dueAfterHours, type NeedDraft, publicTitle, titleOf } from './rules.ts';
import { wording } from './wording.ts';

/** Files a need: number, deadline, the leaders are told. Returns it. */
export async function file(turn: Turn, draft: NeedDraft): Promise<Need> {
  const { tx, community, now, speaker } = turn;
  const category = draft.category ?? 'consult';
  const id = newId();
  const title = publicTitle({
    title: titleOf(draft.words, category),
    building: draft.place?.building ?? null,
    when: draft.when ?? null,
  });
  await insertItem(
    tx,
    community,
    {
      id,
      number: await nextNumber(tx, community),
      shift: '',
      kind: 'need',
      status: 'waiting',
      title,
      venue: null,
      category,
      startsAt: null,
      endsAt: null,
      seats: 1,
    },
    speaker.id,
    now,
  );
  const dueAt = new Date(now.getTime() + dueAfterHours(draft.words, false) * 3_600_000);
  await insertNeed(
    tx,
    community,
    {
      itemId: id,
      reporter: speaker.id,
      beneficiary: draft.beneficiary ?? null,
      words: draft.words,
      category,
      urgency: draft.urgency ?? 'normal',
      place: draft.place ?? {},
      phone: draft.phone ?? null,
      whenWords: draft.when ?? null,
      dueAt,
    },
    now,
  );
  turn.note({ action: 'reported', itemId: id });
  return (await needByItem(tx, community, id))!;
}

/** Adds what was said later to a need: whoever goes there hears it, or else the leaders who have to find somebody. */
export async function addSaid(turn: Turn, itemId: string, said: Parameters<typeof addToNeed>[3]): Promise<void> {
  const { tx, community, speaker } = turn;
  await addToNeed(tx, community, itemId, said);
  const need = (await needByItem(tx, community, itemId))!;
  const title = publicTitle({
    title: titleOf(need.words, need.category),
    building: need.building,
    when: need.whenWords,
  });
  await setItemTitle(tx, community, itemId, title);
  turn.note({ action: 'added', itemId });
  const now = { ...need, title };
  turn.tell(speaker.id, wording.added(now));
  const helpers = await helpersOf(turn, need);
  for (const helper of helpers) turn.tell(helper, wording.addedForOther(now, said.words), { private: true });
  if (helpers.length === 0)
    await turn.toLeaders(wording.addedForOther(now, said.words), {
      shows: { kind: 'need', refs: [{ number: need.number }] },
    });
}

/** Opens needs to the group as numbered items without name, door or phone. */
export async function open(turn: Turn, needs: Need[]): Promise<void> {
  const { tx, community, now } = turn;
  for (const need of needs) {
    await setItemStatus(tx, community, need.itemId, 'open');
    await setNeedStatus(tx, community, need.itemId, 'open', now, { receiver: turn.speaker.id });
    planDeadlines(turn, need);
    turn.note({ action: 'opened', itemId: need.itemId, detail: { from: need.status } });
    if (need.reporter !== turn.speaker.id) turn.tell(need.reporter, wording.acceptedYou(need));
  }
  turn.toGroup(wording.opened(needs), {
    shows: { kind: 'need', refs: needs.map((need) => ({ number: need.number })) },
  });
}

/** The kinds of jobs that an open need brings. */
export const needJobs = ['needHalf', 'needDue'] as const;

export function planDeadlines(decision: Decision, need: Need): void {
  const half = new Date((decision.now.getTime() + need.dueAt.getTime()) / 2);
  const key = `${need.itemId}:${need.dueAt.toISOString()}`;
  decision.plan({ kind: 'needHalf', key, runAt: half, itemId: need.itemId });
  decision.plan({ kind: 'needDue', key, runAt: need.dueAt, itemId: need.itemId });
}

/** Under this key what a helper alone may know waits, until it can be said or is of no use any more. */
const detailsOf = (itemId: string): string => `details:${itemId}:`;

/** A need was claimed: who claimed it gets the private part in the direct chat, the reporter hears who comes. */
export async function needClaimed(decision: Decision, item: Item, holder: Holder): Promise<void> {
  const { tx, community, now, cause } = decision;
  await setNeedStatus(tx, community, item.id, 'claimed', now);
  const need = await needByItem(tx, community, item.id);
  const goes = holder.personId ?? cause.personId;
  if (!need || !goes) return;
  decision.note({
    action: 'shown',
    itemId: item.id,
    detail: { to: goes, fields: ['name', 'place', 'phone', 'words'] },
  });
  // Until it is due: then somebody else goes. Somebody who was late already has a day.
  const lapsesAt = new Date(Math.max(need.dueAt.getTime(), later(now, 24).getTime()));
  const once = `${detailsOf(item.id)}${cause.inboxId ?? cause.jobId}:${goes}`;
  const alone = { private: true, repeats: true, once, lapsesAt } as const;
  decision.post({ to: { person: goes }, text: wording.details(need), priority: priority.direct, ...alone });
  if (need.reporter !== goes)
    decision.post({
      to: { person: need.reporter },
      text: wording.claimedYou(need, holder.name),
      priority: priority.direct,
    });
}

/** How a need goes is news for so long. */
export const newsHours = 48;

/** Whoever held a need lets it go: it is open again. */
export async function needReleased(decision: Decision, item: Item, _name: string): Promise<void> {
  const { tx, community, now } = decision;
  const holders = (await claimsOf(tx, community, item.id)).filter((claim) => claim.state === 'held');
  if (holders.length > 0) return;
  await dropWaiting(tx, community, detailsOf(item.id));
  await setNeedStatus(tx, community, item.id, 'open', now);
  const need = await needByItem(tx, community, item.id);
  if (need)
    decision.post({
      to: { person: need.reporter },
      text: wording.releasedYou(need),
      priority: priority.reminder,
      lapsesAt: later(now, newsHours),
    });
}

/** Takes a need back for the reporter; whoever was going there is told. */
export async function withdrawNeed(decision: Decision, need: Need): Promise<void> {
  const { tx, community, now, cause } = decision;
  await setItemStatus(tx, community, need.itemId, 'cancelled');
  await setNeedStatus(tx, community, need.itemId, 'withdrawn', now);
  await dropJobs(tx, community, need.itemId, needJobs);
  await dropWaiting(tx, community, detailsOf(need.itemId));
  for (const helper of await helpersOf(decision, need))
    if (helper !== cause.personId)
      decision.post({ to: { person: helper }, text: wording.withdrawnHelper(need), priority: priority.direct });
}

/** A need lives again, as it was: whoever heard otherwise is told. */
export async function reviveNeed(decision: Decision, need: Need, status: Need['status']): Promise<void> {
  const { tx, community, now, cause } = decision;
  const wasDone = need.status === 'done';
  await setItemStatus(tx, community, need.itemId, status === 'reported' ? 'waiting' : 'open');
  await setNeedStatus(tx, community, need.itemId, status, now);
  if (status === 'open' || status === 'claimed') planDeadlines(decision, need);
  const heard = wasDone ? [need.reporter] : await helpersOf(decision, need);
  const text = wasDone ? wording.notDoneYet(need) : wording.stillNeeded(need);
  for (const person of heard)
    if (person !== cause.personId) decision.post({ to: { person }, text, priority: priority.direct });
}

/** Closes a need as done and asks the reporter whether it is solved. */
export async function finish(turn: Turn, need: Need): Promise<void> {
  const { tx, community, now } = turn;
  await setItemStatus(tx, community, need.itemId, 'closed');
  await setNeedStatus(tx, community, need.itemId, 'done', now);
  await dropJobs(tx, community, need.itemId, needJobs);
  await dropWaiting(tx, community, detailsOf(need.itemId));
  turn.note({ action: 'done', itemId: need.itemId, detail: { from: need.status } });
  if (need.reporter === turn.speaker.id) return;
  turn.tell(need.reporter, wording.callBack(need));
  const days = new Date(now.getTime() + 3 * 86_400_000);
  await waitForAnswer(
    turn,
    need.reporter,
    { dialogue: 'rate', slot: 'solved', refs: [{ number: need.number }] },
    {},
    days,
  );
}

/** Everybody who holds seats of a need, with an account. */
export async function helpersOf(decision: Decision, need: Need): Promise<string[]> {
  const claims = await claimsOf(decision.tx, decision.community, need.itemId);
  return [
    ...new Set(claims.filter((claim) => claim.state === 'held').map((claim) => claim.personId ?? claim.byPerson)),
  ];
}
