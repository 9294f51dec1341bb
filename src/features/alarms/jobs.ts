import type { JobHandler } from '../../clock/due.ts';
import { alarmById } from './queries.ts';
import { planAgain, tellLeaders } from './steps.ts';
import { wording } from './wording.ts';

/** Nobody has answered yet. */
const alarmAgain: JobHandler = async (decision, job) => {
  const alarm = await alarmById(decision.tx, decision.community, job.payload['alarmId']!);
  if (!alarm || alarm.takenBy) return;
  await tellLeaders(decision, wording.again(alarm.about));
  planAgain(decision, alarm.id, Number(job.payload['times']) + 1);
};

export const jobs = { alarmAgain };
