/**
 * Time's way in: what is due is decided in one transaction each and leaves through the outbox. A tick that comes late finds
 * everything that was missed in the store, so the machine may have been off in between.
 */
import { sql } from 'drizzle-orm';
import type { House } from '../app.ts';
import { rows } from '../db/db.ts';
import { isOutage } from '../db/errors.ts';
import { inTx } from '../db/tx.ts';
import { type Decision, newDecision } from '../decision.ts';
import type { CommunitySettings } from '../features/people/tables.ts';

/** A job whose moment has come. */
export interface DueJob {
  id: string;
  kind: string;
  itemId: string | null;
  payload: Record<string, string>;
  runAt: Date;
}

export type JobHandler = (decision: Decision, job: DueJob) => Promise<void>;

/** Something that recurs. A slot that was missed is made up once (`latest`) if it is not older than `staleHours`. */
export interface Schedule {
  name: string;
  next(after: Date, zone: string, settings: CommunitySettings): Date;
  staleHours: number;
  run(decision: Decision, slot: Date): Promise<void>;
}

const scheduleJob = 'schedule';
/** A job that fails this often is put aside for a leader to see. */
const mostAttempts = 5;

async function settingsOf(house: House): Promise<CommunitySettings> {
  const [row] = await rows<{ settings: CommunitySettings }>(
    house.db,
    sql`select settings from communities where id = ${house.community.id}`,
  );
  return row?.settings ?? {};
}

/** Gives every schedule a next moment. One that stands is kept, so that a missed slot is seen. */
export async function startSchedules(house: House): Promise<void> {
  const settings = await settingsOf(house);
  for (const schedule of house.schedules) {
    const next = schedule.next(house.clock.now(), house.community.zone, settings);
    await rows(
      house.db,
      sql`insert into schedules (community_id, name, next_run_at) values (${house.community.id}, ${schedule.name}, ${next.toISOString()}::timestamptz) on conflict do nothing`,
    );
  }
}

/** The earliest moment at which something is due, or undefined. */
export async function nextDue(house: House): Promise<Date | undefined> {
  const [row] = await rows<{ at: string | null }>(
    house.db,
    sql`select least((select min(next_run_at) from schedules where community_id = ${house.community.id}),
                     (select min(run_at) from jobs where community_id = ${house.community.id} and status = 'due'),
                     (select min(not_before) from outbox where community_id = ${house.community.id} and status = 'queued'
                       and not_before > ${house.clock.now().toISOString()}::timestamptz)) as at`,
  );
  return row?.at ? new Date(row.at) : undefined;
}

/** Does everything that is due now, in the order of its time. */
export async function runDue(house: House): Promise<void> {
  const settings = await settingsOf(house);
  for (const schedule of house.schedules) await ring(house, schedule, settings);
  while (await runNextJob(house)) {
    // Each in a transaction of its own.
  }
}

/** Turns a slot that has come into a job and moves the schedule on, in one transaction. */
async function ring(house: House, schedule: Schedule, settings: CommunitySettings): Promise<void> {
  const { community, clock } = house;
  const now = clock.now();
  await inTx(house.db, async (tx) => {
    const [due] = await rows<{ next_run_at: string }>(
      tx,
      sql`select next_run_at from schedules where community_id = ${community.id} and name = ${schedule.name} and next_run_at <= ${now.toISOString()}::timestamptz for update skip locked`,
    );
    if (!due) return;
    let slot = new Date(due.next_run_at);
    let next = schedule.next(slot, community.zone, settings);
    while (next <= now) {
      slot = next;
      next = schedule.next(slot, community.zone, settings);
    }
    const decision = newDecision(tx, community, now, {});
    if (!isStale(schedule, slot, now))
      decision.plan({
        kind: scheduleJob,
        key: `${schedule.name}:${slot.toISOString()}`,
        runAt: slot,
        payload: { name: schedule.name, slot: slot.toISOString() },
      });
    await decision.write(
      sql`update schedules set next_run_at = ${next.toISOString()}::timestamptz where community_id = ${community.id} and name = ${schedule.name}`,
    );
  });
}

const isStale = (schedule: Schedule, slot: Date, now: Date): boolean =>
  now.getTime() - slot.getTime() > schedule.staleHours * 3_600_000;

interface JobRow {
  id: string;
  kind: string;
  item_id: string | null;
  payload: Record<string, string>;
  run_at: string;
}

async function runNextJob(house: House): Promise<boolean> {
  const { community, clock, log } = house;
  const now = clock.now();
  let taken: JobRow | undefined;
  try {
    return await inTx(house.db, async (tx) => {
      [taken] = await rows<JobRow>(
        tx,
        sql`select id, kind, item_id, payload, run_at from jobs
            where community_id = ${community.id} and status = 'due' and run_at <= ${now.toISOString()}::timestamptz
            order by run_at, id limit 1 for update skip locked`,
      );
      if (!taken) return false;
      const job: DueJob = {
        id: taken.id,
        kind: taken.kind,
        itemId: taken.item_id,
        payload: taken.payload,
        runAt: new Date(taken.run_at),
      };
      const decision = newDecision(tx, community, now, { jobId: job.id });
      await handlerOf(house, job)(decision, job);
      await decision.write(
        sql`update jobs set status = 'done', done_at = ${now.toISOString()}::timestamptz where community_id = ${community.id} and id = ${job.id}`,
      );
      return true;
    });
  } catch (error) {
    // An outage says nothing of the job: it stays as it is, and the next tick tries again.
    if (!taken || isOutage(error)) throw error;
    log.error({ err: error, kind: taken.kind }, 'a job failed');
    await putOff(house, taken.id, now, error);
    return true;
  }
}

function handlerOf(house: House, job: DueJob): JobHandler {
  if (job.kind !== scheduleJob) {
    const handler = house.jobs[job.kind];
    if (!handler) throw new Error(`nobody does jobs of the kind ${job.kind}`);
    return handler;
  }
  const schedule = house.schedules.find((s) => s.name === job.payload['name']);
  if (!schedule) throw new Error(`there is no schedule ${job.payload['name']}`);
  // A job that was tried before is due later than its slot; one that was planned just before the machine went off is old.
  const slot = new Date(job.payload['slot'] ?? job.runAt);
  return async (decision) => {
    if (!isStale(schedule, slot, decision.now)) await schedule.run(decision, slot);
  };
}

/** After a fault: later again, each time twice as late, and after the last try put aside. */
async function putOff(house: House, id: string, now: Date, error: unknown): Promise<void> {
  await rows(
    house.db,
    sql`update jobs set attempts = attempts + 1, last_error = ${String(error).slice(0, 500)},
          run_at = ${now.toISOString()}::timestamptz + make_interval(mins => power(2, attempts)::int),
          status = case when attempts + 1 >= ${mostAttempts} then 'failed' else status end
        where community_id = ${house.community.id} and id = ${id} and status = 'due'`,
  );
}
