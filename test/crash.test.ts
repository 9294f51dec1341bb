/** Death without a farewell (kill -9) in the middle of a crowd: nothing that was taken is lost, no effect and no answer doubled. */
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import type { Channel } from '../src/channel/channel.ts';
import { rows } from '../src/db/db.ts';
import { openStore, type Store } from '../src/db/open.ts';
import { publish } from '../src/features/activities/steps.ts';
import { deliverNext, recoverSending } from '../src/outbox/deliver.ts';
import { testStore } from './support/database.ts';
import { newFolder } from './support/folder.ts';
import { newOffice, type Office } from './support/office.ts';
import { people } from './support/people.ts';
import { type Program, startProgram } from './support/program.ts';

const leader = '周书记';
const volunteers = Array.from({ length: 8 }, (_, i) => `志愿者${i}号`);
/** What each of them says, one after the other; the first half of them in the group, where answers are joined. */
const script = ['认领 1', '认领 2 2人', '取消 1', '撤销', '认领 1', '取消 2', '我的'];
const chatOf = (i: number): 'group' | 'direct' => (i % 2 ? 'direct' : 'group');

describe('the program, killed again and again while a crowd talks to it', () => {
  let program: Program | undefined;
  afterEach(() => program?.kill());

  it('loses nothing and says nothing twice', { timeout: 300_000 }, async () => {
    // On a server the same: its database outlives the program.
    const server = process.env['TEST_DATABASE_URL'] ? await testStore() : undefined;
    const dataDir = newFolder();
    const settings = {
      DATA_DIR: dataDir,
      DATABASE_URL: server?.databaseUrl ?? '',
      LOCAL_NOW: '2026-11-25T10:00:00+08:00',
    };
    let running = await startProgram(settings);
    program = running;
    for (const [name, role] of [[leader, 'leader'], ...volunteers.map((each) => [each, 'volunteer'])])
      await running.ask('people', { name, role });
    for (const text of [
      '发布活动 周六上午9点到11点 包饺子 社区食堂 需要5人',
      '是',
      '发布活动 周日下午2点到4点 清理楼道 5号楼 需要6人',
      '是',
    ])
      await running.ask('messages', { chat: 'direct', from: leader, text });

    const moments = [9, 30];
    let heard = 0;
    let broken = 0;
    let restarting: Promise<void> | undefined;
    /** Kills it just when it has taken so many, with the others under way, and starts it again. */
    function mayDie(): void {
      if (++heard !== moments[0]) return;
      moments.shift();
      restarting = (async () => {
        await running.kill();
        running = await startProgram(settings);
        program = running;
      })();
    }
    /** Says something until it is taken. Its key is that of the first try, as the page does it after a broken line. */
    async function insist(body: { from: string; key: string; chat: string; text: string }): Promise<void> {
      for (;;) {
        await restarting;
        try {
          await running.ask('messages', body);
          return mayDie();
        } catch (error) {
          // A line that breaks says nothing of the message; any other refusal is a fault.
          if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
          broken++;
          await restarting;
        }
      }
    }
    await Promise.all(
      volunteers.map(async (from, i) => {
        for (const [n, text] of script.entries()) await insist({ from, key: `${n}`, chat: chatOf(i), text });
      }),
    );
    expect(moments).toEqual([]);
    // It died with messages under way, not between them.
    expect(broken).toBeGreaterThan(1);
    await running.ask('clock', { now: '2026-11-25T10:30:00+08:00' });
    const shown = await running.messages();
    expect(await running.end()).toBe(0);

    const store = server ?? (await openStore({ dataDir }));
    try {
      await expectWhole(
        store,
        shown.map(({ from, text }) => ({ from, text })),
      );
    } finally {
      await store.close();
    }
  });

  async function expectWhole(store: Store, shown: readonly { from: string; text: string }[]): Promise<void> {
    const ask = <T>(statement: ReturnType<typeof sql>) => rows<T>(store.db, statement);
    // All that people said was taken once and handled once.
    for (const name of volunteers)
      expect(shown.filter(({ from }) => from === name).map(({ text }) => text)).toEqual(script);
    expect(await ask(sql`select status, count(*) as count from inbox group by status`)).toEqual([
      { status: 'done', count: volunteers.length * script.length + 4 },
    ]);
    expect(
      await ask(sql`select inbox_id, action, detail from audit where action in ('claimed', 'released') and detail->>'by' is distinct from 'undone'
                    group by inbox_id, action, item_id, detail having count(*) > 1`),
    ).toEqual([]);
    // Seats are what claims say.
    const items = await ask<{ taken: number; seats: number; seated: number; twice: number }>(
      sql`select i.taken, i.seats, coalesce(sum(k.size) filter (where k.state in ('held', 'offered')), 0)::int as seated,
            (count(k.holder) - count(distinct k.holder))::int as twice
          from items i left join claims k on k.item_id = i.id and k.state <> 'ended' group by i.community_id, i.id`,
    );
    expect(items).toHaveLength(2);
    for (const { taken, seats, seated, twice } of items) {
      expect([taken, twice]).toEqual([seated, 0]);
      expect(taken).toBeLessThanOrEqual(seats);
    }
    // Every answer was said, once: by itself, or in the message that carried it.
    const said = await ask<{ id: string; text: string; name: string | null; sentAs: string | null; status: string }>(
      sql`select id, text, "join"->>'name' as name, sent_as as "sentAs", status from outbox`,
    );
    expect(said.filter(({ status }) => status !== 'sent')).toEqual([]);
    const carriers = new Map(said.filter(({ sentAs }) => sentAs === null).map((row) => [row.id, row.text]));
    for (const { name, sentAs } of said) if (name && sentAs) expect(carriers.get(sentAs)).toContain(name);
    const bot = shown.filter(({ from }) => from === '小援').map(({ text }) => text);
    expect([...bot].sort()).toEqual([...carriers.values()].sort());
    expect(
      await ask(sql`select p.name from people p where p.name like '志愿者%' and not exists (
                           select 1 from outbox o where o.to_person = p.id and o.text like '%您的%')`),
    ).toEqual([]);
  }
});

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
});
