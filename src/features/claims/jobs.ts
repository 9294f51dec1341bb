import type { JobHandler } from '../../clock/due.ts';
import { priority } from '../../outbox/post.ts';
import { claimById, itemById } from './queries.ts';
import { release } from './steps.ts';
import { wording } from './wording.ts';

/** An offered seat was not taken in time: it goes to the next in line. */
const offerEnds: JobHandler = async (decision, job) => {
  const claim = await claimById(decision.tx, decision.community, job.payload['claimId']!);
  if (claim?.state !== 'offered' || !claim.offeredUntil || claim.offeredUntil > decision.now) return;
  const item = (await itemById(decision.tx, decision.community, claim.itemId))!;
  await release(decision, item, claim, 'lapsed');
  decision.post({
    to: { person: claim.personId ?? claim.byPerson },
    text: wording.offerLapsed(item),
    priority: priority.reminder,
  });
};

export const jobs = { offerEnds };
