import type { JobHandler } from '../../clock/due.ts';
import { later, priority } from '../../outbox/post.ts';
import { lockClaim, release } from './steps.ts';
import { wording } from './wording.ts';

/** Where nothing begins, so long somebody may want to know that the seat is gone. */
const lapsedHours = 48;

/** An offered seat was not taken in time: it goes to the next in line. */
const offerEnds: JobHandler = async (decision, job) => {
  const found = await lockClaim(decision, job.itemId!, job.payload['claimId']!);
  if (found?.claim.state !== 'offered' || !found.claim.offeredUntil || found.claim.offeredUntil > decision.now) return;
  const { item, claim } = found;
  await release(decision, item, claim, 'lapsed');
  decision.post({
    to: { person: claim.personId ?? claim.byPerson },
    text: wording.offerLapsed(item),
    priority: priority.reminder,
    lapsesAt: item.startsAt ?? later(decision.now, lapsedHours),
  });
};

export const jobs = { offerEnds };
