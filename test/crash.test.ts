/** A message that was being sent when the program died or the database went away. The crowd is in test/torture. */
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import type { Channel } from '../src/channel/channel.ts';
import { rows } from '../src/db/db.ts';
import { publish } from '../src/features/activities/steps.ts';
import { newCourier, realTimer } from '../src/outbox/courier.ts';
import { deliverNext } from '../src/outbox/deliver.ts';
import { recoverSending } from '../src/outbox/recover.ts';
import { type Fault, flaky } from './support/flaky.ts';
import { newOffice, type Office } from './support/office.ts';
import { people } from './support/people.ts';

const leader = '周书记';

describe('a message that was being sent', () => {
  let office: Office;
  afterEach(() => office.close());

  /** Shows a message once by its id, as the local chat does; `dies` after showing it, before anybody is told. */
  function newChannel(receipts: boolean) {
    const shown = new Map<string, string>();
    const state = { dies: false };
    const channel: Channel = {
      name: 'local',
      account: 'local',
      capabilities: { groupRead: 'all', canPush: true, stableIds: true, receipts, pictures: true },
      start: async () => {},
      async send({ id, text }) {
        if (!shown.has(id)) shown.set(id, text);
        if (state.dies) throw new Error('killed');
        return { outcome: 'sent' };
      },
      state: () => ({ state: 'online', note: '' }),
      stop: async () => {},
    };
    return { channel, shown, state };
  }

  async function begin(): Promise<void> {
    office = await newOffice('2026-11-25T10:00:00+08:00', people);
    const draft = { title: '包饺子', start: '2026-11-28T09:00', end: '2026-11-28T11:00', seats: 9 };
    await office.decide((decision) => publish(decision, draft, office.ids.get(leader)!));
  }

  it.each([
    [true, '记下了：林晓、何平，还缺7人', '记下了：苏梅，还缺6人'],
    [false, '记下了：林晓、何平，还缺7人', '记下了：苏梅，还缺6人'],
  ])(
    'and joined others (receipts: %s) takes nobody along who came later, and leaves nobody out',
    async (receipts, before, after) => {
      await begin();
      const { channel, shown, state } = newChannel(receipts);
      const { db, community, clock } = office.house;
      const delivery = { db, community, channel };
      await deliverNext(delivery, clock.now);
      for (const name of ['林晓', '何平']) await office.say('group', name, '认领 1');
      state.dies = true;
      await expect(deliverNext(delivery, clock.now)).rejects.toThrow('killed');

      state.dies = false;
      await office.say('group', '苏梅', '认领 1');
      await recoverSending(delivery, clock.now());
      while (await deliverNext(delivery, clock.now));
      expect([...shown.values()].slice(1).map((text) => text.replace(/^\S+ /, ''))).toEqual([before, after]);
      const states = await rows<{ status: string; count: number }>(
        db,
        sql`select status, count(*) as count from outbox group by status order by status`,
      );
      // Without receipts nobody knows whether it arrived: it is not said again, and shown to whoever looks.
      expect(states).toEqual(
        receipts
          ? [{ status: 'sent', count: 4 }]
          : [
              { status: 'sent', count: 2 },
              { status: 'unknown', count: 2 },
            ],
      );
    },
  );

  it.each<[string, Fault]>([
    ['while it was taken', { code: 'CONNECTION_CLOSED', how: 'lost', only: /set status = 'sending'/, times: 1 }],
    ['while its end was written down', { code: 'CONNECTION_CLOSED', only: /sent_at = /, times: 2 }],
    ['after its end was written down', { code: 'CONNECTION_CLOSED', how: 'lost', only: /sent_at = /, times: 1 }],
  ])('and the database went away %s is said once, and known to be said, without a new start', async (_, fault) => {
    await begin();
    // Without receipts: said again would be heard again.
    const { channel } = newChannel(false);
    const said: string[] = [];
    channel.send = async ({ text }) => {
      said.push(text);
      return { outcome: 'sent' };
    };
    const { db, community, clock, log } = office.house;
    await rows(
      db,
      sql`insert into chat_accounts (community_id, channel, account, token, beat) values (${community.id}, ${channel.name}, ${channel.account}, 1, 0)`,
    );
    const store = flaky(db);
    store.fault = fault;
    const courier = newCourier({
      ...{ db: store.db, community, channel, clock: clock.now, log },
      ...{ intervalMs: 0, perMinute: 0, timer: realTimer, token: () => 1, onLost: async () => {} },
    });
    for (let tries = 0; tries < 4; tries++) await courier.idle(true);
    await courier.stop();
    expect(said).toHaveLength(1);
    expect(await rows(db, sql`select status, sent_as as as from outbox`)).toEqual([{ status: 'sent', as: null }]);
  });
});
