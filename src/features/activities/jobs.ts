/** What time brings to activities: announcements, the evening before, two hours before, the end, the leaders' morning. */
import type { JobHandler, Schedule } from '../../clock/due.ts';
import { type MonthDays, nextDaily, nextMonthDay } from '../../clock/schedule.ts';
import { atTime, toLocal } from '../../clock/zone.ts';
import type { Decision } from '../../decision.ts';
import { sayRef } from '../../language/say.ts';
import { later, priority } from '../../outbox/post.ts';
import { setCheckedOut } from '../attendance/queries.ts';
import { claimsOf, type Item, itemById, lockItem, openItems, setState, setTaken } from '../claims/queries.ts';
import { whenOf } from '../claims/steps.ts';
import { wording as claimsWording, refOf } from '../claims/wording.ts';
import { needsIn } from '../needs/queries.ts';
import { wording as needsWording } from '../needs/wording.ts';
import { peopleOf } from '../people/queries.ts';
import type { CommunitySettings } from '../people/tables.ts';
import { takeUnsent } from '../unsent/queries.ts';
import { wording as unsentWording } from '../unsent/wording.ts';
import { activityOf, setStatus, startingBetween } from './queries.ts';
import { audience } from './steps.ts';
import { wording } from './wording.ts';

/** Twice a month unless a leader says otherwise (product.md). */
export const usualAnnouncements: MonthDays = { days: [1, 16], time: '09:00' };
const rule = (settings: CommunitySettings): MonthDays => settings.announce ?? usualAnnouncements;

/** A day late it still tells people something; two days late it only confuses. */
const announcementHours = 36;
/** Who came is wanted for the records, not at once. */
const endedHours = 72;

/** Says to the group what is on. Returns false when there is nothing. */
export async function announce(decision: Decision): Promise<boolean> {
  const { tx, community, now } = decision;
  const items = (await openItems(tx, community, now))
    .filter((item) => item.status === 'open' && !(item.kind === 'need' && item.taken >= item.seats))
    .slice(0, 20);
  if (items.length === 0) return false;
  const lines = items.map((item) =>
    item.kind === 'need' ? wording.needLine(item) : wording.line(item, whenOf(item, community, now)),
  );
  decision.post({
    to: 'group',
    text: wording.announcement(lines, sayRef(refOf(items[0]!))),
    priority: priority.announcement,
    lapsesAt: later(now, announcementHours),
    shows: { kind: 'announce', refs: items.map(refOf) },
  });
  return true;
}

const announcements: Schedule = {
  name: 'announcements',
  next: (after, zone, settings) => nextMonthDay(rule(settings), after, zone),
  staleHours: announcementHours,
  run: async (decision) => void (await announce(decision)),
};

const eveningBefore: Schedule = {
  name: 'eveningBefore',
  next: (after, zone) => nextDaily('19:00', after, zone),
  staleHours: 2,
  async run(decision) {
    const { tx, community, now } = decision;
    const items = await startingBetween(
      tx,
      community,
      atTime(now, 1, '00:00', community.zone),
      atTime(now, 2, '00:00', community.zone),
    );
    const lapsesAt = atTime(now, 1, '00:00', community.zone);
    for (const item of items) {
      await seatIfNobody(decision, item);
      const activity = await activityOf(tx, community, item.number);
      const held = (await claimsOf(tx, community, item.id)).filter((claim) => claim.state === 'held');
      for (const person of audience(held).keys())
        decision.post({
          to: { person },
          text: wording.tomorrowYou(item, whenOf(item, community, now), activity),
          priority: priority.reminder,
          lapsesAt,
          shows: { kind: 'reminder', refs: [refOf(item)] },
        });
    }
    const fresh = await startingBetween(
      tx,
      community,
      atTime(now, 1, '00:00', community.zone),
      atTime(now, 2, '00:00', community.zone),
    );
    if (fresh.length === 0) return;
    const lines = fresh.map((item) => wording.line(item, whenOf(item, community, now)));
    decision.post({
      to: 'group',
      text: wording.tomorrow(lines),
      priority: priority.announcement,
      lapsesAt,
      shows: { kind: 'announce', refs: fresh.map(refOf) },
    });
  },
};

/** “要是没人去那我去”: the evening before, whoever said so gets a seat that is still free, in order. */
async function seatIfNobody(decision: Decision, item: Item): Promise<void> {
  const { seats, taken } = await lockItem(decision.tx, decision.community, item.id);
  let free = seats - taken;
  for (const claim of await claimsOf(decision.tx, decision.community, item.id)) {
    if (claim.state !== 'ifNobody' || claim.size > free) continue;
    await setTaken(decision.tx, decision.community, item.id, claim.size);
    await setState(decision.tx, decision.community, claim.id, 'held');
    free -= claim.size;
    const join = claimsWording.held(item, claim.name, claim.size, free);
    decision.post({ to: 'group', text: `${join.head}${join.name}${join.tail}`, join, priority: priority.group });
    decision.note({
      action: 'claimed',
      itemId: item.id,
      detail: { claimId: claim.id, state: 'held', size: claim.size, name: claim.name },
    });
  }
}

const startsSoon: JobHandler = async (decision, job) => {
  const { tx, community, now } = decision;
  const item = job.itemId ? await itemById(tx, community, job.itemId) : undefined;
  if (item?.status !== 'open' || !item.startsAt || item.startsAt <= now) return;
  const activity = await activityOf(tx, community, item.number);
  const held = (await claimsOf(tx, community, item.id)).filter((claim) => claim.state === 'held');
  const more = {
    priority: priority.reminder,
    lapsesAt: item.startsAt,
    shows: { kind: 'reminder' as const, refs: [refOf(item)] },
  };
  const when = whenOf(item, community, now);
  for (const person of audience(held).keys())
    decision.post({ to: { person }, text: wording.soonYou(item, when, activity), ...more });
  if (activity)
    decision.post({
      to: { person: activity.inCharge },
      text: wording.soonInCharge(
        item,
        when,
        held.map((claim) => claim.name),
      ),
      ...more,
    });
};

/** Half an hour after the end: forgotten check-outs are closed at that time, the item closes, the person in charge sees who came. */
const activityEnds: JobHandler = async (decision, job) => {
  const { tx, community, now } = decision;
  const item = job.itemId ? await itemById(tx, community, job.itemId) : undefined;
  if (item?.status !== 'open' || !item.endsAt || item.endsAt > now) return;
  const held = (await claimsOf(tx, community, item.id)).filter((claim) => claim.state === 'held');
  for (const claim of held)
    if (claim.checkedInAt && !claim.checkedOutAt) {
      await setCheckedOut(tx, community, claim.id, job.runAt);
      decision.note({ action: 'checked out', itemId: item.id, detail: { claimId: claim.id, forgotten: true } });
    }
  await setStatus(tx, community, [item.id], 'closed');
  decision.note({ action: 'closed', itemId: item.id });
  const activity = await activityOf(tx, community, item.number);
  if (!activity || held.length === 0) return;
  const came = held.filter((claim) => claim.attendance === 'came').map((claim) => claim.name);
  const missing = held.filter((claim) => claim.attendance === null).map((claim) => claim.name);
  decision.post({
    to: { person: activity.inCharge },
    text: wording.ended(item, came, missing),
    priority: priority.reminder,
    lapsesAt: later(now, endedHours),
  });
};

/** What waits for whoever leads: what is on today, needs to decide about, and those that are late. */
export async function toDo({ tx, community, now }: Decision): Promise<string[]> {
  const today = await startingBetween(tx, community, now, atTime(now, 1, '00:00', community.zone));
  const waiting = await needsIn(tx, community, ['reported']);
  const late = (await needsIn(tx, community, ['open', 'claimed'])).filter((need) => need.dueAt <= now);
  return [
    ...(today.length > 0
      ? [wording.briefToday(today.map((item) => wording.line(item, whenOf(item, community, now))))]
      : []),
    ...(waiting.length > 0 ? [wording.briefDecide(waiting.map(needsWording.progress))] : []),
    ...(late.length > 0 ? [wording.briefLate(late.map(needsWording.progress))] : []),
  ];
}

const morningBrief: Schedule = {
  name: 'morningBrief',
  next: (after, zone) => nextDaily('08:00', after, zone),
  staleHours: 4,
  async run(decision) {
    const { tx, community, now } = decision;
    const parts = [...(await toDo(decision)), ...unsentWording.unsent(await takeUnsent(tx, community, now))];
    if (parts.length === 0) return;
    const day = toLocal(now, community.zone).slice(0, 10);
    for (const leader of await peopleOf(tx, community, 'leader'))
      decision.post({
        to: { person: leader.id },
        text: wording.brief(parts),
        priority: priority.reminder,
        once: `brief:${day}:${leader.id}`,
        lapsesAt: atTime(now, 1, '00:00', community.zone),
      });
  },
};

export const jobs = { startsSoon, activityEnds };
export const schedules: readonly Schedule[] = [announcements, morningBrief, eveningBefore];
