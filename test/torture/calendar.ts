/**
 * Months of a calendar: each week an activity is published, claimed, reminded of and closed, and somebody is visited; twice a
 * month comes the announcement. The program is killed while time passes, and is sometimes off for a while.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { rows } from '../../src/db/db.ts';
import type { Post } from '../support/stage.ts';
import { leader } from './crowd.ts';
import type { Dice } from './dice.ts';
import type { Ledger } from './ledger.ts';
import type { Place } from './place.ts';
import { startRestarting } from './restarting.ts';

export interface CalendarOptions {
  weeks: number;
  /** Of a hundred moves of the clock so many are cut off by a death. */
  deaths: number;
  /** Of a hundred weeks so many have a time when the machine is off. */
  offs: number;
}

const hour = 3_600_000;
const day = 24 * hour;
/** A Wednesday. */
const begin = Date.parse('2026-11-25T10:00:00+08:00');
const helpers = ['林晓', '何平', '苏梅'];

const local = (at: number): string => new Date(at + 8 * hour).toISOString().slice(0, 16);
/** At so much past midnight, so many days after the first one. */
const moment = (days: number, hours: number): number => begin - 10 * hour + days * day + hours * hour;

interface Off {
  from: number;
  to: number;
}

export async function tortureByCalendar(
  place: Place,
  dice: Dice,
  ledger: Ledger,
  options: CalendarOptions,
): Promise<void> {
  const settings = {
    DATA_DIR: place.folder,
    DATABASE_URL: place.databaseUrl,
    LOCAL_CHAT: 'on',
    LOCAL_NOW: new Date(begin).toISOString(),
  };
  const program = await startRestarting(settings, dice, ledger);
  const offs: Off[] = [];
  /** Where the clock stood when a death set it back: what had been decided and not yet said is said there. */
  const setBacks: number[] = [];
  let now = begin;
  let said = 0;

  async function say(chat: 'group' | 'direct', from: string, text: string): Promise<void> {
    await program.insist('messages', { chat, from, text, key: `${said++}` });
  }
  /** Time passes up to `to`; a death on the way sets the clock back to where it was before. */
  async function pass(to: number): Promise<void> {
    const moved = program.insist('clock', { now: new Date(to).toISOString() });
    if (dice.below(100) < options.deaths) {
      await pause(dice.below(100));
      await program.die();
      setBacks.push(now);
    }
    await moved;
    now = to;
    settings.LOCAL_NOW = new Date(to).toISOString();
  }
  async function beOff(to: number): Promise<void> {
    offs.push({ from: now, to });
    now = to;
    settings.LOCAL_NOW = new Date(to).toISOString();
    await program.restart();
  }
  try {
    for (const [i, name] of [leader, ...helpers].entries())
      await program.insist('people', { name, role: i ? 'volunteer' : 'leader' });
    for (let week = 0; week < options.weeks; week++) {
      // Sunday: next Saturday's activity.
      await pass(moment(4 + 7 * week, 10));
      const date = local(moment(10 + 7 * week, 9)).slice(0, 10);
      const [, month, dayOfMonth] = date.split('-').map(Number);
      await say('direct', leader, `发布活动 ${month}月${dayOfMonth}日上午9点到11点 清理楼道 5号楼 需要3人`);
      await say('direct', leader, '是');
      for (const name of helpers) await say('direct', name, `认领 ${week + 1}`);
      await pass(moment(7 + 7 * week, 15));
      await say('direct', helpers[0]!, '探访 张奶奶 挺好的');
      // Off at some hour between Wednesday and Friday, for up to three days.
      const from = moment(7 + 7 * week, 16 + dice.below(48));
      const length = (1 + dice.below(72)) * hour;
      if (dice.below(100) < options.offs) {
        await pass(from);
        // Back on Sunday at the latest.
        await beOff(Math.min(from + length, moment(11 + 7 * week, 8)));
      }
      if (now < moment(10 + 7 * week, 9.1)) {
        await pass(moment(10 + 7 * week, 9.1));
        for (const name of helpers.slice(0, 2)) await say('direct', name, '签到');
      }
    }
    await pass(Math.max(now, moment(10 + 7 * (options.weeks - 1), 9)) + day);
    ledger.did('days', Math.round((now - begin) / day));
    ledger.did('times the machine was off', offs.length);
    const { messages } = await program.insist<{ messages: Post[] }>('messages?after=0');
    holdSaid(messages, { offs, setBacks, weeks: options.weeks, end: now }, ledger);
    ledger.hold('it ends when it is asked to', await program.end(), 0);
  } catch (error) {
    await program.kill();
    throw error;
  }
  await holdKept(place, options.weeks, ledger);
}

const wasOff = (offs: readonly Off[], at: number): Off | undefined => offs.find(({ from, to }) => at > from && at < to);

/** When something is said that is due at `slot` and of use for so long: then, or when the machine is back in time. */
function heard(offs: readonly Off[], slot: number, staleHours: number): number | undefined {
  const off = wasOff(offs, slot);
  if (!off) return slot;
  return off.to - slot <= staleHours * hour ? off.to : undefined;
}

/** What is decided at night is said at half past seven. */
function afterNight(at: number): number {
  const hours = (at - moment(0, 0)) / hour;
  const ofDay = hours - 24 * Math.floor(hours / 24);
  if (ofDay >= 7.5 && ofDay < 21.5) return at;
  return moment(Math.floor(hours / 24) + (ofDay >= 21.5 ? 1 : 0), 7.5);
}

interface Passed {
  offs: readonly Off[];
  setBacks: readonly number[];
  weeks: number;
  end: number;
}

function holdSaid(messages: readonly Post[], { offs, setBacks, weeks, end }: Passed, ledger: Ledger): void {
  const times = (begins: string, to?: string): string[] =>
    messages
      .filter((post) => post.from === '小援' && post.text.includes(begins) && post.to === to)
      .map(({ at }) => at.slice(0, 16));
  const at = (slots: readonly number[], staleHours: number): string[] =>
    slots.flatMap((slot) => heard(offs, slot, staleHours) ?? []).map((each) => local(afterNight(each)));
  /** What had been decided before a death set the clock back is said at that earlier time. */
  const isSetBack = (time: string): boolean => setBacks.some((each) => local(each) === time);
  const saturdays = Array.from({ length: weeks }, (_, week) => moment(10 + 7 * week, 0));
  const days = Array.from({ length: Math.ceil((end - begin) / day) + 1 }, (_, i) => moment(i, 0));

  /** The same for what is said once about each Saturday's activity: where the clock was set back, its time is what was due. */
  const timesOfEach = (begins: string, due: readonly number[], to?: string): string[] =>
    messages
      .filter((post) => post.from === '小援' && post.text.includes(begins) && post.to === to)
      .map(({ at, text }) => {
        const slot = due[Number(/【(\d+)】/.exec(text)?.[1]) - 1]!;
        const early = isSetBack(at.slice(0, 16)) && at.slice(0, 16) < local(slot);
        return early ? local(afterNight(slot)) : at.slice(0, 16);
      });
  const slots = days.filter((each) => /-(01|16)T/.test(local(each))).map((each) => each + 9 * hour);
  const announced = at(
    slots.filter((slot) => slot > begin && slot <= end && isOn(heard(offs, slot, 36), saturdays)),
    36,
  );
  ledger.hold(
    'each announcement came once, on the 1st and the 16th at nine, or when the machine was back in time',
    times('近期活动').map((time) => (isSetBack(time) ? (announced.find((each) => each >= time) ?? time) : time)),
    announced,
  );
  const evenings = saturdays.map((each) => each - 5 * hour);
  ledger.hold('the group was told each evening before, once', timesOfEach('明天的活动：', evenings), at(evenings, 2));
  for (const name of helpers)
    ledger.hold(
      `${name} was reminded each evening before, once`,
      timesOfEach('提醒您：明天', evenings, name),
      at(evenings, 2),
    );
  // At seven it is night: it is said at half past.
  const mornings = saturdays.map((each) => each + 7.5 * hour);
  for (const name of helpers)
    ledger.hold(`${name} was told two hours before, once`, timesOfEach('快开始了', mornings, name), at(mornings, 1.49));
  ledger.hold('the end of each activity was told once', times('结束了', leader).length, weeks);
  const brief = times('今天的情况', leader).map((time) => (isSetBack(time) ? time : time.slice(0, 10)));
  ledger.hold('no morning was told twice', brief.length, new Set(brief).size);
}

/** Whether there is something to announce then: a Saturday's activity is published the Sunday before. */
function isOn(at: number | undefined, saturdays: readonly number[]): boolean {
  return at !== undefined && saturdays.some((each) => at > each - 6 * day + 10 * hour && at < each + 11 * hour);
}

async function holdKept(place: Place, weeks: number, ledger: Ledger): Promise<void> {
  const store = await place.open();
  const ask = async <T>(query: ReturnType<typeof sql>): Promise<T[]> => [...(await rows<T>(store.db, query))];
  try {
    ledger.hold(
      'every activity closed, once',
      await ask(
        sql`select count(*)::int as n, count(distinct item_id)::int as items from audit where action = 'closed'`,
      ),
      [{ n: weeks, items: weeks }],
    );
    ledger.hold(
      'no job failed, none was forgotten',
      await ask(
        sql`select kind, status, run_at from jobs where status = 'failed' or (status = 'due' and run_at < (select max(created_at) from outbox))`,
      ),
      [],
    );
    ledger.hold('every visit was kept once', await ask(sql`select count(*)::int as n from visits`), [{ n: weeks }]);
    ledger.hold(
      'who forgot to check out left half an hour after the end',
      await ask(
        sql`select k.id from claims k join items i on i.id = k.item_id where k.checked_in_at is not null and k.checked_out_at is distinct from i.ends_at + interval '30 minutes'`,
      ),
      [],
    );
    ledger.hold(
      'nothing waits to be said, nothing has an unknown end',
      await ask(sql`select text, status from outbox where status not in ('sent', 'dropped')`),
      [],
    );
  } finally {
    await store.close();
  }
}
