import type { JobHandler } from '../../clock/due.ts';
import { later, priority } from '../../outbox/post.ts';
import { claimsOf, itemById } from '../claims/queries.ts';
import { release } from '../claims/steps.ts';
import { peopleOf } from '../people/queries.ts';
import { needByItem, setNeedStatus } from './queries.ts';
import { helpersOf } from './steps.ts';
import { wording } from './wording.ts';

/** Half of the time is over: who claimed it is asked how it goes. */
const needHalf: JobHandler = async (decision, job) => {
  const need = job.itemId ? await needByItem(decision.tx, decision.community, job.itemId) : undefined;
  if (need?.status !== 'claimed') return;
  for (const person of await helpersOf(decision, need))
    decision.post({ to: { person }, text: wording.half(need), priority: priority.reminder, lapsesAt: need.dueAt });
};

/** That a need is late is of use for so long; afterwards it stands in the morning's brief. */
const lateHours = 48;

/** The time is over: the claim lapses, the need is open again, and the leaders know. */
const needDue: JobHandler = async (decision, job) => {
  const { tx, community, now } = decision;
  const need = job.itemId ? await needByItem(tx, community, job.itemId) : undefined;
  if (!need || !['open', 'claimed'].includes(need.status)) return;
  const item = (await itemById(tx, community, need.itemId))!;
  const lapsesAt = later(now, lateHours);
  for (const claim of await claimsOf(tx, community, need.itemId)) {
    if (claim.state !== 'held') continue;
    decision.post({
      to: { person: claim.personId ?? claim.byPerson },
      text: wording.lapsed(need),
      priority: priority.reminder,
      lapsesAt,
    });
    await release(decision, item, claim, 'lapsed');
  }
  await setNeedStatus(tx, community, need.itemId, 'open', now);
  for (const leader of await peopleOf(tx, community, 'leader'))
    decision.post({
      to: { person: leader.id },
      text: wording.lapsedLeader(need),
      priority: priority.reminder,
      lapsesAt,
    });
};

export const jobs = { needHalf, needDue };
