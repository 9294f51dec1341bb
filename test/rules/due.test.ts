/** What is due when the machine went off, or the database away, in the middle of it. */
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { realClock } from '../../src/clock/clock.ts';
import { runDue, startSchedules } from '../../src/clock/due.ts';
import { fromLocal } from '../../src/clock/zone.ts';
import { newId } from '../../src/db/columns.ts';
import { rows } from '../../src/db/db.ts';
import { publish } from '../../src/features/activities/steps.ts';
import { testCommunity } from '../support/community.ts';
import { flaky } from '../support/flaky.ts';
import { newOffice, type Office } from '../support/office.ts';
import { people } from '../support/people.ts';

const at = (local: string): Date => fromLocal(`2026-${local}`, 'Asia/Shanghai');
let office: Office;
afterEach(() => office.close());

async function begin(now: string): Promise<void> {
  office = await newOffice(at(now).toISOString(), people);
  await startSchedules(office.house);
}

/** A slot that was found due just before the machine went off: the job is there, the schedule has moved on. */
async function leaveBehind(name: string, slot: string): Promise<void> {
  await office.decide(async (decision) =>
    decision.plan({
      kind: 'schedule',
      key: `${name}:${at(slot).toISOString()}`,
      runAt: at(slot),
      payload: { name, slot: at(slot).toISOString() },
    }),
  );
}

const announced = async (like: string): Promise<number> =>
  (await rows(office.store.db, sql`select 1 from outbox where text like ${like}`)).length;

test.each([
  ['20:30 of the same evening', '11-27T20:30', 1],
  ['the next morning, when it would speak of another day', '11-28T10:00', 0],
])('the evening before, left behind and taken up at %s', async (_, back, times) => {
  await begin('11-27T19:30');
  for (const day of ['11-28', '11-29'])
    await office.decide((decision) =>
      publish(
        decision,
        { title: '清理楼道', start: `2026-${day}T14:00`, end: `2026-${day}T16:00`, seats: 4 },
        office.ids.get('周书记')!,
      ),
    );
  await leaveBehind('eveningBefore', '11-27T19:00');
  await office.moveTo(at(back));
  expect(await announced('明天的活动%')).toBe(times);
  // And the next evening as always.
  await office.passTo(at('11-28T20:00'));
  expect(await announced('明天的活动%')).toBe(times + 1);
});

test('a job that is put off keeps to the slot that it was for', async () => {
  await begin('11-30T10:00');
  const slots: string[] = [];
  const broken = {
    name: 'broken',
    next: (after: Date) => new Date(after.getTime() + 24 * 3_600_000),
    staleHours: 1,
    run: async (_: unknown, slot: Date) => {
      slots.push(slot.toISOString());
      throw new Error('a fault of ours');
    },
  };
  const house = { ...office.house, schedules: [broken] };
  await leaveBehind('broken', '11-30T09:50');
  for (const now of ['11-30T10:00', '11-30T10:01', '11-30T10:20', '11-30T12:00']) {
    house.clock.moveTo(at(now));
    await runDue(house);
  }
  expect(slots).toEqual(Array(3).fill(at('11-30T09:50').toISOString()));
});

test.each(['53100', 'CONNECTION_CLOSED'])('an outage (%s) does not count as a try of a job', async (code) => {
  await begin('11-25T10:00');
  let works = false;
  let done = 0;
  const jobs = {
    remind: async () => {
      if (!works) throw Object.assign(new Error('an outage'), { code });
      done++;
    },
  };
  const house = { ...office.house, jobs };
  await office.decide(async (decision) => decision.plan({ kind: 'remind', key: newId(), runAt: at('11-25T10:00') }));
  for (let tries = 0; tries < 7; tries++) await expect(runDue(house)).rejects.toThrow('an outage');
  works = true;
  await runDue(house);
  expect(done).toBe(1);
});

test('a clock that is moved on is kept on the way, so that a program that dies there does not go on in its past', async () => {
  await begin('11-25T10:00');
  const { community, log } = office.house;
  const store = flaky(office.store.db);
  const clock = realClock();
  const app = createApp({ db: store.db, community, clock, log, channels: [], intervalMs: 0 });
  await app.start();
  // Transactions fail: it gets to the first thing that is due and no further.
  store.fault = { code: 'CONNECTION_CLOSED', only: /^$/ };
  const [due] = await rows<{ at: string }>(office.store.db, sql`select min(next_run_at) as at from schedules`);
  await expect(app.moveClock(new Date(clock.now().getTime() + 3 * 24 * 3_600_000))).rejects.toThrow('made to fail');
  const opened = await testCommunity(office.store.db, clock.now());
  const ahead = Date.parse(due!.at) - Date.now();
  expect(Math.abs(opened.clockOffset - ahead)).toBeLessThan(60_000);
  await app.stop();
});
