/**
 * Many at once. On a server (TEST_DATABASE_URL) two processes with ten connections each work on one database; on the embedded
 * store the same cases run as far side by side as it lets them.
 */

import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import type { Channel } from '../src/channel/channel.ts';
import type { Person } from '../src/channel/local/neighbourhood.ts';
import { handle } from '../src/chat/handle.ts';
import { runDue, startSchedules } from '../src/clock/due.ts';
import { rows } from '../src/db/db.ts';
import { openStore } from '../src/db/open.ts';
import { publish } from '../src/features/activities/steps.ts';
import { deliverNext } from '../src/outbox/deliver.ts';
import { newOffice, type Office } from './support/office.ts';

const leader = '周书记';
const crowd = (count: number): Person[] =>
  Array.from({ length: count }, (_, i) => ({ name: `志愿者${i}号`, role: 'volunteer' as const }));

let office: Office;
let other: Office;

async function open(people: readonly Person[], now = '2026-11-25T10:00:00+08:00'): Promise<void> {
  office = await newOffice(now, [{ name: leader, role: 'leader' }, ...people]);
  const { databaseUrl } = office.store;
  other = await newOffice(now, [], databaseUrl ? await openStore({ databaseUrl, dataDir: 'memory' }) : office.store);
}
afterEach(async () => {
  if (other.store !== office.store) await other.close();
  await office.close();
});

const query = <T>(statement: ReturnType<typeof sql>) => rows<T>(office.store.db, statement);

function newItem(seats: number, title = '包饺子', times = ['2026-11-28T09:00', '2026-11-28T11:00']): Promise<number> {
  const draft = { title, start: times[0]!, end: times[1]!, seats };
  return office.decide((decision) => publish(decision, draft, office.ids.get(leader)!));
}

interface Line {
  chat: 'group' | 'direct';
  from: string;
  text: string;
}

/** Has both processes work, each on eight things at once as the program does. */
async function sideBySide<T>(things: readonly T[], work: (thing: T, office: Office) => Promise<void>): Promise<void> {
  const left = [...things];
  const worker = async (at: Office): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next, at);
  };
  await Promise.all([office, other].flatMap((at) => Array.from({ length: 8 }, () => worker(at))));
}

/** Keeps what all say, in order, and then has both processes handle it at once. Resolves their ids. */
async function sayAtOnce(lines: readonly Line[]): Promise<string[]> {
  const ids: string[] = [];
  for (const { chat, from, text } of lines) ids.push(await office.keep(chat, from, text));
  await sideBySide(ids, async (id, { house }) => {
    expect(await handle(house, [id])).toBeDefined();
  });
  return ids;
}

/** What each message was answered with. */
async function answers(ids: readonly string[]): Promise<string[]> {
  const found = await query<{ id: string; text: string }>(
    sql`select inbox_id as id, text from outbox where inbox_id in ${[...ids]} order by seq`,
  );
  return ids.map((id) =>
    found
      .filter((post) => post.id === id)
      .map(({ text }) => text)
      .join('\n'),
  );
}

interface ItemState {
  number: number;
  seats: number;
  taken: number;
  held: number;
  waiting: number;
  seated: number;
  fitting: number;
  twice: number;
}

/** One look at all open items. */
const look = () =>
  query<ItemState>(sql`select i.number, i.seats, i.taken,
      count(*) filter (where k.state = 'held')::int as held, count(*) filter (where k.state = 'waiting')::int as waiting,
      coalesce(sum(k.size) filter (where k.state in ('held', 'offered')), 0)::int as seated,
      count(*) filter (where k.state = 'waiting' and k.size <= i.seats - i.taken)::int as fitting,
      (count(k.holder) - count(distinct k.holder))::int as twice
    from items i left join claims k on k.item_id = i.id and k.state <> 'ended' where i.status = 'open' group by i.community_id, i.id order by i.number`);

function expectSound(items: readonly ItemState[], atRest = true): void {
  for (const item of items) {
    expect(item.taken).toBe(item.seated);
    expect(item.taken).toBeLessThanOrEqual(item.seats);
    expect(item.taken).toBeGreaterThanOrEqual(0);
    expect(item.twice).toBe(0);
    if (atRest) expect(item.fitting).toBe(0);
  }
}

/** Looks again and again while work goes on: every moment that others can see is sound, not only the last. */
async function watching<T>(work: Promise<T>): Promise<T> {
  let going = true;
  const result = work.finally(() => {
    going = false;
  });
  while (going) {
    expectSound(await look(), false);
    await Promise.race([result.catch(() => {}), pause(20)]);
  }
  return result;
}

describe('seats', () => {
  it('300 at once for 25: just 25 hold seats, 275 wait, each told a place of their own', async () => {
    const people = crowd(300);
    await open(people);
    const number = await newItem(25);
    const lines = people.map(({ name }, i) => ({
      chat: i % 3 ? ('direct' as const) : ('group' as const),
      from: name,
      text: `认领 ${number}`,
    }));
    const said = await answers(await watching(sayAtOnce(lines)));
    expect(await look()).toMatchObject([{ seats: 25, taken: 25, held: 25, waiting: 275, twice: 0 }]);
    expect(said.filter((text) => text.includes('记下了'))).toHaveLength(25);
    const told = said.map((text) => /第(\d+)位/.exec(text)?.[1]);
    expect(
      told
        .filter(Boolean)
        .map(Number)
        .sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 275 }, (_, i) => i + 1));
    const line = await query<{ name: string }>(sql`select name from claims where state = 'waiting' order by since, id`);
    expect(line.map(({ name }) => Number(told[people.findIndex((person) => person.name === name)]))).toEqual(
      line.map((_, i) => i + 1),
    );
  });

  it('the same person 50 times at once, here and there: once', async () => {
    await open(crowd(1));
    const number = await newItem(4);
    const lines = Array.from({ length: 50 }, (_, i) => ({
      chat: i % 2 ? ('direct' as const) : ('group' as const),
      from: '志愿者0号',
      text: `认领 ${number}`,
    }));
    const said = await answers(await watching(sayAtOnce(lines)));
    expect(await look()).toMatchObject([{ taken: 1, held: 1, waiting: 0 }]);
    expect(said.filter((text) => text.includes('记下了'))).toHaveLength(1);
    expect(said.filter((text) => text.includes('您已经认领了'))).toHaveLength(49);
  });

  it('the same person 50 times at once when it is full: one place in the line', async () => {
    await open(crowd(2));
    const number = await newItem(1);
    await office.say('group', '志愿者1号', `认领 ${number}`);
    await sayAtOnce(Array.from({ length: 50 }, () => ({ chat: 'direct', from: '志愿者0号', text: `认领 ${number}` })));
    expect(await look()).toMatchObject([{ taken: 1, held: 1, waiting: 1 }]);
  });

  it('coming and going, with parties, offers and changes of mind: never below nothing, never above the seats', async () => {
    const people = crowd(24);
    await open(people);
    const number = await newItem(10);
    const words = [
      '认领 N',
      '取消 N',
      '认领 N 2人',
      'N号我改成3个人',
      '取消 N',
      '认领 N 3人',
      '撤销',
      '认领 N',
      'N号我改成1个人',
    ];
    const lines = words.flatMap((_, round) =>
      people.map(({ name }, i) => ({
        chat: 'group' as const,
        from: name,
        text: words[(round + i) % words.length]!.replace('N', String(number)),
      })),
    );
    await watching(sayAtOnce(lines));
    expectSound(await look());
  });

  it('everybody leaves at once: the seats are offered down the line, each to one', async () => {
    const people = crowd(30);
    await open(people);
    const number = await newItem(10);
    for (const { name } of people) await office.say('group', name, `认领 ${number}`);
    await watching(
      sayAtOnce(people.slice(0, 10).map(({ name }) => ({ chat: 'group', from: name, text: `取消 ${number}` }))),
    );
    const offered = await query<{ name: string }>(
      sql`select name from claims where state = 'offered' order by since, id`,
    );
    expect(offered.map(({ name }) => name)).toEqual(people.slice(10, 20).map(({ name }) => name));
    expect(await look()).toMatchObject([{ taken: 10, held: 0, waiting: 10 }]);
    const asked = await query<{ count: number }>(sql`select count(*) from outbox where text like '%空出名额了%'`);
    expect(asked).toEqual([{ count: 10 }]);
  });

  it('a yes just when the offer ends: either held or passed on, and that is what was said', async () => {
    await open(crowd(3));
    const number = await newItem(1);
    for (const name of ['志愿者0号', '志愿者1号', '志愿者2号']) await office.say('group', name, `认领 ${number}`);
    await office.say('group', '志愿者0号', `取消 ${number}`);
    const yes = await office.keep('direct', '志愿者1号', '是');
    const later = new Date('2026-11-25T12:00:00+08:00');
    for (const { house } of [office, other]) house.clock.moveTo(later);
    await watching(Promise.all([handle(office.house, [yes]), runDue(other.house), runDue(office.house)]));
    expectSound(await look());
    const [said] = await answers([yes]);
    const [first] = await query<{ state: string }>(sql`select state from claims where name = '志愿者1号'`);
    expect([first!.state, said!.includes('记下了')]).toEqual(
      first!.state === 'held' ? ['held', true] : ['ended', false],
    );
  });

  it('a seat given up in two chats at once is given up once', async () => {
    const people = crowd(20);
    await open(people);
    const number = await newItem(20);
    for (const { name } of people) await office.say('direct', name, `认领 ${number}`);
    const lines = people.flatMap(({ name }) => [
      { chat: 'group' as const, from: name, text: `取消 ${number}` },
      { chat: 'direct' as const, from: name, text: `取消 ${number}` },
    ]);
    const said = await answers(await watching(sayAtOnce(lines)));
    expect(await look()).toMatchObject([{ taken: 0, held: 0, waiting: 0 }]);
    expect(said.filter((text) => text.includes('退出'))).toHaveLength(20);
  });

  it('many who want several in another order each: nobody waits for the other for ever', async () => {
    const people = crowd(30);
    await open(people);
    const a = await newItem(10);
    const b = await newItem(10, '清理楼道', ['2026-11-28T14:00', '2026-11-28T16:00']);
    await sayAtOnce(
      people.map(({ name }, i) => ({ chat: 'group', from: name, text: i % 2 ? `认领 ${a}、${b}` : `认领 ${b}、${a}` })),
    );
    expect(await look()).toMatchObject([
      { held: 10, waiting: 20, taken: 10 },
      { held: 10, waiting: 20, taken: 10 },
    ]);
    await watching(
      sayAtOnce(
        people.map(({ name }, i) => ({
          chat: 'group',
          from: name,
          text: i % 2 ? `取消 ${a}、${b}` : `取消 ${b}、${a}`,
        })),
      ),
    );
    expectSound(await look());
  });

  it('who claims while it is cancelled is told so or hears that it is off', async () => {
    const people = crowd(40);
    await open(people);
    const number = await newItem(15);
    const lines: Line[] = people.map(({ name }) => ({ chat: 'direct', from: name, text: `认领 ${number}` }));
    lines.splice(20, 0, { chat: 'direct', from: leader, text: `取消活动 ${number}` });
    const said = await answers(await sayAtOnce(lines));
    expect(await query(sql`select name from claims where state <> 'ended'`)).toEqual([]);
    const heard = await query<{ name: string }>(
      sql`select p.name from outbox o join people p on p.id = o.to_person where o.text like '%取消了%不用来了%'`,
    );
    const off = new Set(heard.map(({ name }) => name));
    for (const [i, { from }] of lines.entries())
      if (from !== leader) expect([from, said[i]!.includes('不能认领了') || off.has(from)]).toEqual([from, true]);
  });
});

describe('two processes on one database', () => {
  it('each message is handled by one of them, whoever comes first', async () => {
    const people = crowd(40);
    await open(people);
    const number = await newItem(100);
    const ids: string[] = [];
    for (const { name } of people) ids.push(await office.keep('group', name, `认领 ${number}`));
    const done: boolean[] = [];
    await sideBySide(
      ids.flatMap((id) => [id, id]),
      async (id, { house }) => void done.push((await handle(house, [id])) !== undefined),
    );
    expect(done.filter(Boolean)).toHaveLength(40);
    expect(await look()).toMatchObject([{ held: 40, taken: 40 }]);
    const [posts] = await query<{ count: number }>(
      sql`select count(*) from outbox where inbox_id is not null and text like '%记下了%'`,
    );
    expect(posts).toEqual({ count: 40 });
  });

  it('what is due is done once', async () => {
    await open(crowd(5));
    const number = await newItem(10);
    for (const { name } of crowd(5)) await office.say('group', name, `认领 ${number}`);
    await startSchedules(office.house);
    // The evening before, the morning, two hours before, the end.
    for (const at of ['27T19:00', '28T07:00', '28T08:00', '28T11:30']) {
      for (const each of [office, other]) each.house.clock.moveTo(new Date(`2026-11-${at}:00+08:00`));
      await Promise.all([runDue(office.house), runDue(other.house), runDue(office.house), runDue(other.house)]);
    }
    const done = await query<{ kind: string; name: string | null; times: number }>(
      sql`select kind, payload->>'name' as name, count(*) as times from jobs where status = 'done' group by 1, 2 order by 1, 2`,
    );
    expect(done).toEqual([
      { kind: 'activityEnds', name: null, times: 1 },
      { kind: 'schedule', name: 'eveningBefore', times: 1 },
      { kind: 'schedule', name: 'morningBrief', times: 1 },
      { kind: 'startsSoon', name: null, times: 1 },
    ]);
    const said = await query<{ text: string; times: number }>(
      sql`select o.text, count(*) as times from outbox o where o.inbox_id is null and o.to_person is not null group by o.text, o.to_person having count(*) > 1`,
    );
    expect(said).toEqual([]);
  });

  it('what is to be said is sent once, by one of them', async () => {
    const people = crowd(30);
    await open(people);
    const number = await newItem(12);
    await sayAtOnce(
      people.map(({ name }, i) => ({ chat: i % 2 ? 'group' : 'direct', from: name, text: `认领 ${number}` })),
    );
    const sent = new Map<string, string>();
    const channel: Channel = {
      name: 'local',
      account: 'local',
      capabilities: { groupRead: 'all', canPush: true, stableIds: true, receipts: true, pictures: true },
      start: async () => {},
      async send({ id, text }) {
        expect(sent.has(id)).toBe(false);
        sent.set(id, text);
        return { outcome: 'sent' };
      },
      state: () => ({ state: 'online', note: '' }),
      stop: async () => {},
    };
    const courier = async ({ house }: Office): Promise<void> => {
      while (await deliverNext({ db: house.db, community: house.community, channel }, house.clock.now));
    };
    await Promise.all([courier(office), courier(other), courier(office), courier(other)]);
    expect(await query(sql`select id from outbox where status <> 'sent'`)).toEqual([]);
    const answered = [...sent.values()]
      .flatMap((text) => text.split('\n'))
      .filter((line) => !line.includes('人齐了：'));
    for (const { name } of people.filter((_, i) => i % 2))
      expect(answered.filter((line) => line.includes(name))).toHaveLength(1);
  });

  it('somebody new who writes in the group and to the bot at once is one person', async () => {
    await open([]);
    await newItem(5);
    const ids: string[] = [];
    for (let i = 0; i < 10; i++)
      for (const chat of ['group', 'direct'] as const) ids.push(await office.keep(chat, `新邻居${i}`, '你好'));
    await sideBySide(ids, async (id, { house }) => void (await handle(house, [id])));
    const found = await query<{ name: string; times: number }>(
      sql`select name, count(*) as times from people where name like '新邻居%' group by name having count(*) <> 1`,
    );
    expect(found).toEqual([]);
    const [bound] = await query<{ count: number }>(
      sql`select count(*) from accounts a join people p on p.id = a.person_id where p.name like '新邻居%'`,
    );
    expect(bound).toEqual({ count: 10 });
  });

  it('numbers are given once', async () => {
    await open([]);
    const numbers = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        (i % 2 ? other : office).decide((decision) =>
          publish(
            decision,
            { title: `活动${i}`, start: '2026-11-28T09:00', end: '2026-11-28T11:00', seats: 3 },
            office.ids.get(leader)!,
          ),
        ),
      ),
    );
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
  });
});
