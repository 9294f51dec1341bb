/** What time brings: announcements, reminders, offers that end, days that close; late, once, never twice, never stale. */
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterEach, describe, expect, it, test } from 'vitest';
import { startSchedules } from '../src/clock/due.ts';
import { fromLocal, toLocal } from '../src/clock/zone.ts';
import { rows } from '../src/db/db.ts';
import type { Store } from '../src/db/open.ts';
import { publish } from '../src/features/activities/steps.ts';
import { testStore } from './support/database.ts';
import { newOffice, type Office } from './support/office.ts';
import { people } from './support/people.ts';
import { newStage, type Post, type Stage } from './support/stage.ts';

const zone = 'Asia/Shanghai';
const at = (local: string): Date => fromLocal(local.length === 16 ? local : `2026-${local}`, zone);
const leader = '周书记';
const hour = 3_600_000;

let office: Office;
const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

/** An office whose schedules are set up at that moment, and activities by their local times and seats. */
async function begin(now: string): Promise<void> {
  office = await newOffice(at(now).toISOString(), people);
  opened.push(office);
  await startSchedules(office.house);
}

function activity(start: string, end: string, seats = 4, title = '清理楼道'): Promise<number> {
  const [from, to] = [at(start), at(end)].map((moment) => toLocal(moment, zone)) as [string, string];
  return office.decide((decision) =>
    publish(decision, { title, start: from, end: to, seats }, office.ids.get(leader)!),
  );
}

interface Ping {
  to: string;
  text: string;
  /** When it was decided, and from when on it may be said. */
  at: string;
  from: string;
  until: string | null;
}

/** What was said of the program's own accord, first things first. */
async function pings(like = '%'): Promise<Ping[]> {
  const found = await rows<Ping>(
    office.store.db,
    sql`select coalesce(p.name, '群') as to, o.text, o.created_at as at, o.not_before as from, o.lapses_at as until
        from outbox o left join people p on p.id = o.to_person where o.inbox_id is null and o.text like ${like} order by o.created_at, o.seq`,
  );
  const local = (text: string) => toLocal(new Date(text), zone).slice(5);
  return found.map((ping) => ({
    ...ping,
    at: local(ping.at),
    from: local(ping.from),
    until: ping.until && local(ping.until),
  }));
}
const times = async (like: string): Promise<string[]> => (await pings(like)).map((ping) => ping.at);

describe('announcements', () => {
  it('come on the 1st and the 16th at nine, and say nothing when nothing is on', async () => {
    await begin('11-25T10:00');
    await office.passTo(at('12-10T12:00'));
    expect(await times('近期活动%')).toEqual([]);
    await activity('12-31T09:00', '12-31T11:00');
    await office.passTo(at('2027-01-20T12:00'));
    expect(await times('近期活动%')).toEqual(['12-16T09:00']);
  });

  it('come at other times from the moment on that a leader says so', async () => {
    await begin('11-25T10:00');
    await activity('2027-02-20T09:00', '2027-02-20T11:00');
    await office.say('direct', leader, '公告时间 每月5日、31日 上午10点');
    await office.passTo(at('2027-02-01T00:00'));
    expect(await times('近期活动%')).toEqual([
      // The last day of a month that has no 31st.
      '11-30T10:00',
      '12-05T10:00',
      '12-31T10:00',
      '01-05T10:00',
      '01-31T10:00',
    ]);
    await office.say('direct', leader, '公告时间 每月1日、16日 上午9点');
    await office.passTo(at('2027-02-28T12:00'));
    expect((await times('近期活动%')).slice(5)).toEqual(['02-01T09:00', '02-16T09:00']);
  });

  test.each([
    ['an hour late', '12-01T10:00', ['12-01T10:00']],
    ['a day late', '12-02T20:59', ['12-02T20:59']],
    ['too late to be of use', '12-02T21:01', []],
    ['after the next one too: only that is made up', '12-16T23:00', ['12-16T23:00']],
    ['after months: none', '2027-03-10T12:00', []],
  ])('the machine was off and comes back %s', async (_, back, announced) => {
    await begin('11-25T10:00');
    await activity('2027-06-20T09:00', '2027-06-20T11:00');
    await office.moveTo(at(back));
    await office.moveTo(new Date(at(back).getTime() + hour / 2));
    expect(await times('近期活动%')).toEqual(announced);
  });
});

describe('a clock that is set back and forth', () => {
  it('brings nothing twice', async () => {
    await begin('11-30T10:00');
    const number = await activity('12-01T11:00', '12-01T12:00');
    await office.say('group', '林晓', `认领 ${number}`);
    await office.passTo(at('12-01T09:10'));
    const before = await pings();
    expect(before.map(({ text }) => text.slice(0, 4))).toEqual(
      expect.arrayContaining(['近期活动', '明天的活', '今天的情']),
    );
    for (const back of ['12-01T08:10', '12-01T09:05', '12-01T07:55', '12-01T08:01', '12-01T09:00', '12-01T09:10'])
      await office.moveTo(at(back));
    expect(await pings()).toEqual(before);
    await office.moveTo(at('12-01T11:59'));
    await office.moveTo(at('12-01T10:59'));
    await office.passTo(at('12-01T13:00'));
    expect(await times('近期活动%')).toHaveLength(1);
    expect(await pings('%结束了%')).toHaveLength(1);
  });

  it('and schedules that begin while it is back wait for the right time', async () => {
    await begin('12-01T09:30');
    await activity('12-30T09:00', '12-30T11:00');
    office.house.clock.moveTo(at('12-01T08:30'));
    await startSchedules(office.house);
    await office.passTo(at('12-01T12:00'));
    expect(await times('近期活动%')).toEqual([]);
  });
});

describe('the day of an activity', () => {
  const said = (list: readonly Ping[]) => list.map(({ at: when, to }) => `${when} ${to}`);

  it('is told the evening before, in the morning, two hours before, and closes half an hour after the end', async () => {
    await begin('11-25T10:00');
    const number = await activity('11-28T10:00', '11-28T12:00');
    for (const name of ['林晓', '何平']) await office.say('group', name, `认领 ${number}`);
    await office.passTo(at('11-28T09:30'));
    await office.say('group', '林晓', '签到');
    await office.passTo(at('11-29T00:00'));
    expect(said(await pings('提醒您：明天%'))).toEqual(['11-27T19:00 林晓', '11-27T19:00 何平']);
    expect(said(await pings('明天的活动：%'))).toEqual(['11-27T19:00 群']);
    expect(said(await pings('今天的情况%'))).toEqual([`11-28T08:00 ${leader}`]);
    expect(said(await pings('%快开始了%'))).toEqual(['11-28T08:00 林晓', '11-28T08:00 何平']);
    expect(said(await pings('%2位要来%'))).toEqual([`11-28T08:00 ${leader}`]);
    expect(await pings('%结束了%')).toMatchObject([{ at: '11-28T12:30', to: leader }]);
    const [item] = await rows<{ status: string }>(office.store.db, sql`select status from items`);
    expect(item).toEqual({ status: 'closed' });
    const claims = await rows<{ name: string; out: string | null }>(
      office.store.db,
      sql`select name, checked_out_at as out from claims order by name desc`,
    );
    // Who forgot to check out left when it was over; who never came in has no times.
    expect(claims.map(({ name, out }) => [name, out && toLocal(new Date(out), zone).slice(5)])).toEqual([
      ['林晓', '11-28T12:30'],
      ['何平', null],
    ]);
  });

  test.each([
    ['07:00', null],
    ['07:30', null],
    ['08:00', '11-28T07:30'],
    ['09:15', '11-28T07:30'],
    ['09:30', '11-28T07:30'],
    ['10:00', '11-28T08:00'],
    ['23:00', '11-28T21:00'],
  ])(
    'that begins at %s is recalled at %s: quiet hours are kept, and nothing comes after the start',
    async (start, heard) => {
      await begin('11-25T10:00');
      const number = await activity(`11-28T${start}`, '11-28T23:30');
      await office.say('group', '林晓', `认领 ${number}`);
      await office.passTo(at('11-28T23:59'));
      const [ping] = await pings('%快开始了%');
      const inTime = ping!.until! > ping!.from ? ping!.from : null;
      expect(inTime).toBe(heard);
    },
  );

  test.each([
    ['20:30', 1],
    ['21:00', 1],
    ['21:01', 0],
  ])('when the machine was off in the evening until %s, the reminder comes %i times', async (back, count) => {
    await begin('11-25T10:00');
    const number = await activity('11-28T10:00', '11-28T12:00');
    await office.say('group', '林晓', `认领 ${number}`);
    await office.passTo(at('11-27T18:00'));
    await office.moveTo(at(`11-27T${back}`));
    await office.moveTo(at('11-27T23:00'));
    expect(await pings('提醒您：明天%')).toHaveLength(count);
  });

  it('that moves takes its reminders along, and moved back by 撤销 has them once', async () => {
    await begin('11-25T10:00');
    const number = await activity('11-28T10:00', '11-28T12:00');
    await office.say('group', '林晓', `认领 ${number}`);
    await office.say('direct', leader, `改 ${number} 周五下午3点到5点`);
    await office.say('direct', leader, '撤销');
    await office.say('direct', leader, `改 ${number} 周日下午3点到5点`);
    await office.passTo(at('11-30T00:00'));
    expect(await times('%快开始了%')).toEqual(['11-29T13:00']);
    expect(await times('%结束了%')).toEqual(['11-29T17:30']);
  });

  it('that was cancelled is not recalled; called back by 撤销 it is again', async () => {
    await begin('11-25T10:00');
    const off = await activity('11-28T10:00', '11-28T12:00', 4, '包饺子');
    const on = await activity('11-28T10:00', '11-28T12:00');
    for (const number of [off, on]) await office.say('group', '林晓', `认领 ${number}`);
    for (const number of [off, on]) await office.say('direct', leader, `取消活动 ${number}`);
    await office.say('direct', leader, '撤销');
    await office.passTo(at('11-29T00:00'));
    expect((await pings('%快开始了%')).map(({ text }) => text.includes('清理楼道'))).toEqual([true]);
    expect((await pings('%结束了%')).map(({ text }) => text.includes('清理楼道'))).toEqual([true]);
  });

  it('nobody is reminded of what nobody claimed, and a leader with nothing to know is left in peace', async () => {
    await begin('11-25T10:00');
    await office.passTo(at('11-27T12:00'));
    expect(await pings()).toEqual([]);
    await activity('11-28T10:00', '11-28T12:00');
    await office.passTo(at('11-29T12:00'));
    expect(await pings('提醒您%')).toEqual([]);
    expect(await pings('%结束了%')).toEqual([]);
    expect(said(await pings('今天的情况%'))).toEqual([`11-28T08:00 ${leader}`]);
  });

  it('whoever comes if nobody else does has the seat the evening before', async () => {
    await begin('11-25T10:00');
    const number = await activity('11-28T10:00', '11-28T12:00', 2);
    await office.say('group', '林晓', `${number}号要是没人去那我去`);
    await office.say('group', '苏梅', `${number}号要是没人去那我去`);
    await office.say('group', '何平', `认领 ${number}`);
    await office.passTo(at('11-27T19:00'));
    const claims = await rows(office.store.db, sql`select name, state from claims order by since, id`);
    expect(claims).toEqual([
      { name: '林晓', state: 'held' },
      { name: '苏梅', state: 'ifNobody' },
      { name: '何平', state: 'held' },
    ]);
    expect((await pings('提醒您：明天%')).map(({ to }) => to)).toEqual(['林晓', '何平']);
  });
});

describe('offers', () => {
  it('go down the line as each lapses, two hours each', async () => {
    await begin('11-25T10:00');
    const number = await activity('11-28T10:00', '11-28T12:00', 1);
    for (const name of ['林晓', '何平', '苏梅']) await office.say('group', name, `认领 ${number}`);
    await office.say('group', '林晓', `取消 ${number}`);
    await office.passTo(at('11-25T15:00'));
    expect((await pings('%让给下一位%')).map(({ at: when, to }) => [when, to])).toEqual([
      ['11-25T12:00', '何平'],
      ['11-25T14:00', '苏梅'],
    ]);
    expect(await rows(office.store.db, sql`select taken from items`)).toEqual([{ taken: 0 }]);
  });

  it('made at night are heard in the morning and stand from then on', async () => {
    await begin('11-25T10:00');
    const number = await activity('11-28T10:00', '11-28T12:00', 1);
    for (const name of ['林晓', '何平']) await office.say('group', name, `认领 ${number}`);
    await office.passTo(at('11-25T23:00'));
    const heard = await office.say('group', '林晓', `取消 ${number}`);
    expect(heard.find(({ to }) => to === '何平')?.text).toContain('给您留到 9:30。');
    const [offer] = await rows<{ from: string }>(
      office.store.db,
      sql`select not_before as from from outbox where text like '%空出名额了%'`,
    );
    expect(toLocal(new Date(offer!.from), zone)).toBe('2026-11-26T07:30');
    await office.passTo(at('11-26T09:29'));
    expect(await pings('%让给下一位%')).toEqual([]);
    await office.passTo(at('11-26T09:30'));
    expect((await pings('%让给下一位%')).map(({ to }) => to)).toEqual(['何平']);
  });

  it('still end after a change of time, and after the machine was off', async () => {
    await begin('11-25T10:00');
    const number = await activity('11-28T10:00', '11-28T12:00', 1);
    for (const name of ['林晓', '何平']) await office.say('group', name, `认领 ${number}`);
    await office.say('group', '林晓', `取消 ${number}`);
    await office.say('direct', leader, `改 ${number} 周日上午9点到11点`);
    await office.moveTo(at('11-25T20:00'));
    expect((await pings('%让给下一位%')).map(({ at: when }) => when)).toEqual(['11-25T20:00']);
  });
});

describe('a year', () => {
  const byName = (slots: readonly (readonly [name: string, slot: Date])[]): Record<string, string[]> =>
    Object.fromEntries(
      rules.map((rule) => [
        rule.name,
        slots.filter(([name]) => name === rule.name).map(([, slot]) => toLocal(slot, zone)),
      ]),
    );

  /** The slots that were done, by the name of their schedule. */
  async function slots(): Promise<Record<string, string[]>> {
    const done = await rows<{ name: string; slot: string }>(
      office.store.db,
      sql`select payload->>'name' as name, run_at as slot from jobs where kind = 'schedule' and status = 'done' order by run_at`,
    );
    return byName(done.map(({ name, slot }) => [name, new Date(slot)]));
  }

  const daily = (name: string, time: string, staleHours: number) => ({
    name,
    staleHours,
    fits: (day: string) => day.length === 10,
    time,
  });
  const rules = [
    { ...daily('announcements', '09:00', 36), fits: (day: string) => /-(01|16)$/.test(day) },
    daily('morningBrief', '08:00', 4),
    daily('eveningBefore', '19:00', 2),
  ];

  /** Counted through the calendar: every slot from one moment (not itself) up to another. */
  function slotsBetween(rule: (typeof rules)[number], from: Date, to: Date): Date[] {
    const found: Date[] = [];
    for (
      let day = new Date(from.getTime() - 24 * hour);
      day <= new Date(to.getTime() + 24 * hour);
      day = new Date(day.getTime() + 24 * hour)
    ) {
      const local = toLocal(day, zone).slice(0, 10);
      const slot = fromLocal(`${local}T${rule.time}`, zone);
      if (rule.fits(local) && slot > from && slot <= to) found.push(slot);
    }
    return found;
  }

  it('on which the machine is never off brings each slot once', async () => {
    await begin('11-25T10:00');
    const [from, to] = [at('11-25T10:00'), at('2027-11-25T10:00')];
    await office.passTo(to);
    const done = await slots();
    expect(rules.map(({ name }) => done[name]!.length)).toEqual([24, 365, 365]);
    for (const rule of rules)
      expect(done[rule.name]).toEqual(slotsBetween(rule, from, to).map((slot) => toLocal(slot, zone)));
  }, 300_000);

  it('in jumps brings of each schedule the last slot of a jump, while it is of use, and none twice', async () => {
    await begin('11-25T10:00');
    let now = at('11-25T10:00');
    const hours = fc.sample(fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 24 * 40 })), {
      numRuns: 80,
      seed: 2026,
    });
    const expected: [string, Date][] = [];
    for (const jump of hours) {
      const next = new Date(now.getTime() + jump * hour + 7 * 60_000);
      await office.moveTo(next);
      for (const rule of rules) {
        const last = slotsBetween(rule, now, next).at(-1);
        if (last && next.getTime() - last.getTime() <= rule.staleHours * hour) expected.push([rule.name, last]);
      }
      now = next;
    }
    expect(await slots()).toEqual(byName(expected));
    expect(now.getTime() - at('11-25T10:00').getTime()).toBeGreaterThan(365 * 24 * hour);
  });
});

describe('a restart in between', () => {
  const bot = (posts: readonly Post[]): string[] =>
    posts
      .filter((post) => post.from === '小援')
      .map((post) => `${post.at.slice(5, 16)} ${post.to ?? '群'} ${post.text.split('\n')[0]}`);

  async function stageAt(now: string, store: Store): Promise<Stage> {
    return newStage({ now: at(now).toISOString(), people, store });
  }

  it('loses nothing and doubles nothing', async () => {
    const store = await testStore();
    opened.push(store);
    let stage = await newStage({ now: at('11-30T10:00').toISOString(), people, store });
    for (const person of people) await stage.add(person);
    await stage.say('direct', leader, '发布活动 12月2日上午9点到11点 清理楼道 5号楼 需要2人');
    await stage.say('direct', leader, '是');
    await stage.say('group', '林晓', '认领 1');
    await stage.app.flush();
    let seen = (await stage.after(0)).at(-1)!.n;
    const news = async (): Promise<string[]> => {
      const posts = await stage.after(seen);
      seen = posts.at(-1)?.n ?? seen;
      return bot(posts);
    };
    await stage.stop();

    // Off over the announcement; back in the afternoon.
    stage = await stageAt('12-01T15:00', store);
    await stage.app.flush();
    expect(await news()).toEqual(['12-01T15:00 群 近期活动']);
    await stage.stop();
    stage = await stageAt('12-01T15:01', store);
    await stage.app.flush();
    expect(await news()).toEqual([]);

    // Off between the reminder's time and its stale end, and again at once after it was said.
    await stage.stop();
    stage = await stageAt('12-01T19:30', store);
    await stage.app.flush();
    expect((await news()).sort()).toEqual([
      '12-01T19:30 林晓 提醒您：明天 9:00–11:00，您认领的【1】清理楼道，5号楼。来不了请早点发“取消 1”。',
      '12-01T19:30 群 明天的活动：',
    ]);
    await stage.stop();

    // Off at night, when the two hours' reminder was decided but not said yet.
    stage = await stageAt('12-02T07:10', store);
    await stage.app.flush();
    expect(await news()).toEqual([]);
    await stage.stop();
    stage = await stageAt('12-02T07:45', store);
    await stage.app.flush();
    expect((await news()).map((line) => line.slice(0, 16)).sort()).toEqual([
      '12-02T07:45 周书记 ',
      '12-02T07:45 林晓 今',
    ]);
    await stage.moveClock(at('12-02T12:00').toISOString());
    expect((await news()).map((line) => line.slice(0, 11))).toEqual(['12-02T08:00', '12-02T11:30']);
    await stage.stop();
  });
});
