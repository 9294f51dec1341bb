/** What is taken in while the database is away or its disk is full: nothing is lost, nothing is put aside, and it is told once. */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Incoming } from '../../src/chat/message.ts';
import { rows } from '../../src/db/db.ts';
import type { Store } from '../../src/db/open.ts';
import { keep } from '../../src/inbox/inbox.ts';
import { type Intake, newIntake } from '../../src/inbox/intake.ts';
import { openSpool } from '../../src/inbox/spool.ts';
import { newTrouble } from '../../src/inbox/trouble.ts';
import { wording } from '../../src/inbox/wording.ts';
import { newLog } from '../../src/log.ts';
import { testCommunity } from '../support/community.ts';
import { testStore } from '../support/database.ts';
import { type Flaky, flaky } from '../support/flaky.ts';
import { newFolder } from '../support/folder.ts';
import { spooled } from '../support/spooled.ts';

const channel = { name: 'local', account: 'bot' };
const event = (number: number): Incoming => spooled(number).event;

let store: Store;
let store2: Flaky;
let told: string[];
beforeEach(async () => {
  store = await testStore();
  store2 = flaky(store.db);
  told = [];
});
afterEach(() => store.close());

/** @param flushFile what the spool flushes with */
async function begin(handle?: (id: string) => Promise<unknown>, flushFile?: (fd: number) => void) {
  const { community } = await testCommunity(store.db, new Date('2026-03-01T08:00:00+08:00'));
  const handled: string[] = [];
  const done = async (id: string): Promise<void> => {
    await handle?.(id);
    const [row] = await rows<{ message: string }>(
      store2.db,
      sql`update inbox set status = 'done' where id = ${id} returning message_id as message`,
    );
    handled.push(row!.message);
  };
  const spool = await openSpool(newFolder(), flushFile);
  const trouble = newTrouble((sentence) => told.push(sentence));
  const all = async (ids: readonly string[]) => {
    for (const id of ids) await done(id);
  };
  const intake = newIntake({ db: store2.db, community, log: newLog('silent'), handle: all, spool, trouble });
  onTestFinished(() => intake.stop());
  return { community, intake, spool, handled };
}

/** Lets it go on until so many are handled. */
async function until(handled: readonly string[], count: number, intake: Intake): Promise<void> {
  while (handled.length < count) {
    await intake.idle();
    await pause(10);
  }
}

test.each([
  ['away', 'CONNECTION_CLOSED', wording.away],
  ['full', '53100', wording.full],
])(
  'while the database is %s, messages wait on the disk and are handled in order when it is over',
  async (_, code, sentence) => {
    const { intake, spool, handled } = await begin();
    await intake.receive(channel, [event(1)]);
    await intake.idle();
    store2.fault = { code };
    for (const number of [2, 3, 4]) await intake.receive(channel, [event(number)]);
    expect([handled, spool.waiting()]).toEqual([['m1'], 3]);
    expect(told).toEqual([sentence]);
    store2.fault = undefined;
    await until(handled, 4, intake);
    expect(handled).toEqual(['m1', 'm2', 'm3', 'm4']);
    expect(told).toEqual([sentence, wording.over]);
  },
);

test('a second time is as the first', async () => {
  const { intake, handled } = await begin();
  for (const number of [1, 2, 3]) {
    store2.fault = { code: 'CONNECTION_CLOSED' };
    await intake.receive(channel, [event(number)]);
    store2.fault = undefined;
    await until(handled, number, intake);
  }
  expect(handled).toEqual(['m1', 'm2', 'm3']);
});

test('when nothing can be written anywhere the channel keeps the message, and people are told what to do', async () => {
  let full = true;
  const { intake, handled } = await begin(undefined, () => {
    if (full) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
  });
  store2.fault = { code: '53100' };
  for (let tries = 0; tries < 3; tries++)
    await expect(intake.receive(channel, [event(1)])).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(told).toEqual([wording.full, wording.refusing]);
  full = false;
  store2.fault = undefined;
  await intake.receive(channel, [event(1)]);
  await until(handled, 1, intake);
  expect(handled).toEqual(['m1']);
});

test.each(['53100', 'CONNECTION_CLOSED'])(
  'a message that cannot be handled for %s is not put aside, however often it is tried',
  async (code) => {
    let tries = 0;
    const { intake, handled } = await begin(async () => {
      if (++tries <= 3) throw Object.assign(new Error('an outage'), { code });
    });
    await intake.receive(channel, [event(1)]);
    await until(handled, 1, intake);
    expect(await rows(store.db, sql`select status, attempts from inbox`)).toEqual([{ status: 'done', attempts: 0 }]);
  },
);

test('a message whose failure cannot even be counted is tried again', async () => {
  let tries = 0;
  const { intake, handled } = await begin(async () => {
    if (++tries === 1) throw new Error('a fault of ours');
  });
  store2.fault = { code: '57014', only: /attempts/, times: 1 };
  await intake.receive(channel, [event(1)]);
  await until(handled, 1, intake);
  expect(tries).toBe(2);
});

test('a message that was kept while the answer to that was lost is handled all the same', async () => {
  const { intake, handled } = await begin();
  store2.fault = { code: 'CONNECTION_CLOSED', how: 'lost', only: /insert into inbox/, times: 1 };
  await intake.receive(channel, [event(1)]);
  await until(handled, 1, intake);
  expect(handled).toEqual(['m1']);
});

test('what was kept before is told as long as it waits, and not when it was handled', async () => {
  const { community } = await begin();
  const first = await keep(store.db, community, channel, [event(1), event(2)]);
  expect(await keep(store.db, community, channel, [event(2), event(3)])).toMatchObject([first[1], {}]);
  await rows(store.db, sql`update inbox set status = 'done'`);
  expect(await keep(store.db, community, channel, [event(1), event(2)])).toEqual([]);
});
