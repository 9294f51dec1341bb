import type { JobHandler } from '../../clock/due.ts';
import { later, priority } from '../../outbox/post.ts';
import { peopleOf } from '../people/queries.ts';
import { reportKey, takeUnsent } from './queries.ts';
import { wording } from './wording.ts';

/** Afterwards it is no news any more. */
const reportHours = 36;

/** Something was lost on its way: the leaders hear what, once. What is left by then stands in the morning's brief. */
const reportUnsent: JobHandler = async (decision, job) => {
  const { tx, community, now } = decision;
  const lines = wording.unsent(await takeUnsent(tx, community, now));
  if (lines.length === 0) return;
  for (const leader of await peopleOf(tx, community, 'leader'))
    decision.post({
      to: { person: leader.id },
      text: wording.report(lines),
      priority: priority.reminder,
      lapsesAt: later(now, reportHours),
      once: `${reportKey}${job.id}:${leader.id}`,
    });
};

export const jobs = { reportUnsent };
