/** How an account sends: in what order and how often, and what becomes of what did not go well. */
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import type { SendResult } from '../../src/channel/channel.ts';
import { rows } from '../../src/db/db.ts';
import { type Post, priority } from '../../src/outbox/post.ts';
import { type Account, newAccount } from '../support/account.ts';

const morning = '2026-11-25T10:00:00+08:00';
const paced = { intervalMs: 2_000, perMinute: 20 };
const lapsesAt = new Date('2026-11-26T00:00:00+08:00');
const slow: SendResult = { outcome: 'refused', reason: 'Ret 1205: too often', retry: true, slow: true };
const unknown: SendResult = { outcome: 'unknown', reason: 'no answer' };
const away: SendResult = { outcome: 'refused', reason: 'not online', retry: true, away: true };

let account: Account;
afterEach(() => account.close());

const answer = (text: string): Post => ({ to: 'group', text, priority: priority.group });
const texts = () => account.tries.map(({ text }) => text);
const stateOf = async (text: string) =>
  (await rows<{ status: string }>(account.store.db, sql`select status from outbox where text = ${text}`)).map(
    ({ status }) => status,
  );

describe('the order', () => {
  it('emergency, direct answer, group answer, reminder, announcement; the same kind as it came', async () => {
    account = await newAccount(morning, paced);
    const to = { person: account.leader };
    await account.say({ to, text: '第一条', priority: priority.direct });
    await account.say(
      { to: 'group', text: '公告', priority: priority.announcement, lapsesAt },
      { to, text: '提醒', priority: priority.reminder, lapsesAt },
      answer('群里一'),
      answer('群里二'),
      { to, text: '私聊', priority: priority.direct },
      { to, text: '急事', priority: priority.emergency },
    );
    await account.pass(30);
    expect(texts()).toEqual(['第一条', '急事', '私聊', '群里一', '群里二', '提醒', '公告']);
  });
});

describe('the pace', () => {
  it('is kept whatever waits: 20 in the first minute, and an emergency in its midst after one interval at most', async () => {
    account = await newAccount(morning, paced);
    await account.say(...Array.from({ length: 40 }, (_, i) => answer(`第${i}条`)));
    await account.pass(55);
    expect(account.tries).toHaveLength(20);
    await account.say({ to: { person: account.leader }, text: '急事', priority: priority.emergency });
    await account.pass(3);
    expect(account.tries.at(-1)?.text).toBe('急事');
    await account.pass(120);
    expect(account.tries).toHaveLength(41);
    for (const { at } of account.tries)
      expect(account.tries.filter((one) => one.at >= at && one.at < at + 59).length).toBeLessThanOrEqual(21);
  });

  it('goes on after a restart where it was', async () => {
    account = await newAccount(morning, paced);
    await account.say(...Array.from({ length: 30 }, (_, i) => answer(`第${i}条`)));
    await account.pass(50);
    expect(account.tries).toHaveLength(20);
    await account.restart();
    await account.pass(5);
    expect(account.tries).toHaveLength(20);
    await account.pass(60);
    expect(account.tries).toHaveLength(30);
  });
});

describe('too often (1205)', () => {
  it('lets the whole account rest, each time longer; nothing is lost, and the page says until when', async () => {
    account = await newAccount(morning, paced);
    account.results.push(slow, slow);
    await account.say(answer('一'), answer('二'), answer('三'));
    expect(texts()).toEqual(['一']);
    expect(account.app.stateOf(account.channel)).toEqual({
      state: 'online',
      note: '微信提示发得太密，先歇到10:05，排着的消息到时接着发，一条不少。',
    });
    await account.pass(299);
    expect(texts()).toEqual(['一']);
    await account.pass(590);
    expect(texts()).toEqual(['一', '一']);
    await account.pass(60);
    expect(texts()).toEqual(['一', '一', '一', '二', '三']);
    expect(account.app.stateOf(account.channel).note).toBe('');
    expect(await rows(account.store.db, sql`select id from outbox where status <> 'sent' or attempts > 1`)).toEqual([]);
  });

  it('is remembered after a restart', async () => {
    account = await newAccount(morning, paced);
    account.results.push(slow);
    await account.say(answer('一'));
    await account.restart();
    await account.pass(290);
    expect(texts()).toEqual(['一']);
    expect(account.app.stateOf(account.channel).note).toContain('先歇到10:05');
    await account.pass(20);
    expect(texts()).toEqual(['一', '一']);
  });

  it('an emergency tries again after a minute, and the rest grows no longer by it', async () => {
    account = await newAccount(morning, paced);
    account.results.push(slow, slow);
    await account.say(answer('平常的'));
    await account.say({ to: { person: account.leader }, text: '急事', priority: priority.emergency });
    await account.pass(150);
    expect(account.tries).toEqual([
      { at: 0, text: '平常的' },
      { at: 60, text: '急事' },
      { at: 120, text: '急事' },
    ]);
    await account.pass(160);
    expect(account.tries.at(-1)).toEqual({ at: 300, text: '平常的' });
  });
});

describe('an end that nobody knows', () => {
  it('is not tried again, and what comes after it goes out', async () => {
    account = await newAccount(morning, paced);
    account.results.push(unknown);
    await account.say(answer('一'), answer('二'));
    await account.pass(600);
    expect(texts()).toEqual(['一', '二']);
    expect(await stateOf('一')).toEqual(['unknown']);
  });

  it('is said once more, and says so, when it matters more than being said twice', async () => {
    account = await newAccount(morning, paced);
    account.results.push(unknown, unknown);
    const to = { person: account.leader };
    await account.say({ to, text: '地址在这里', priority: priority.direct, repeats: true });
    await account.pass(600);
    expect(texts()).toEqual([
      '地址在这里',
      '（补发）地址在这里',
      '有几句话没送到。不知道发到没有：给周书记的“（补发）地址在这里”。要紧的请您另外告诉他们。',
    ]);
    expect(await stateOf('（补发）地址在这里')).toEqual(['unknown']);
    await account.say({ to, text: '有人摔倒了', priority: priority.emergency });
    await account.pass(5);
    account.results.push(unknown);
    await account.say({ to, text: '有人走失了', priority: priority.emergency });
    await account.pass(600);
    expect(texts().slice(3)).toEqual(['有人摔倒了', '有人走失了', '（补发）有人走失了']);
  });
});

describe('an account that is away', () => {
  it('loses nothing for however long, and then goes on in order', async () => {
    account = await newAccount(morning, paced);
    account.become('offline');
    const to = { person: account.leader };
    await account.say({ to, text: '一', priority: priority.direct }, { to, text: '二', priority: priority.direct });
    await account.pass(600);
    account.sleep(5 * 3600);
    expect(texts()).toEqual([]);
    account.become('online');
    await account.pass(10);
    expect(texts()).toEqual(['一', '二']);
  });

  it('found away in the middle of a send, keeps the message first in its place', async () => {
    account = await newAccount(morning, paced);
    account.results.push(...Array<SendResult>(8).fill(away));
    await account.say(answer('一'), answer('二'));
    await account.pass(120);
    expect(texts()).toEqual([...Array<string>(8).fill('一'), '一', '二']);
  });
});

describe('on return after hours', () => {
  const to = () => ({ person: account.leader });
  const noon = new Date('2026-11-25T12:00:00+08:00');

  it('what still matters is said in order, what is out of date is dropped, and the leader hears of that in one line', async () => {
    account = await newAccount(morning, paced);
    account.become('scan');
    await account.say(
      { to: to(), text: '提醒您：今天中午12点，您认领的【1】包饺子', priority: priority.reminder, lapsesAt: noon },
      { to: 'group', text: '近期活动\n【1】包饺子', priority: priority.announcement, lapsesAt: noon },
      { ...answer('【1】包饺子 记下了：林晓'), join: { head: '【1】包饺子 记下了：', name: '林晓', tail: '' } },
      { to: to(), text: '您报的事有人接了', priority: priority.direct },
      { to: 'group', text: '活动取消了', priority: priority.group },
    );
    await account.pass(60);
    account.sleep(7 * 3600);
    account.become('online');
    await account.pass(15 * 60);
    expect(texts()).toEqual([
      '您报的事有人接了',
      '活动取消了',
      '有几句话没送到。过了时候没有再发：给周书记的“提醒您：今天中午12点，您认领的…”、群里的“近期活动”。要紧的请您另外告诉他们。',
    ]);
    expect(await stateOf('近期活动\n【1】包饺子')).toEqual(['dropped']);
  });

  it('answers that are out of date take none along that was given just now', async () => {
    account = await newAccount(morning, paced);
    account.become('offline');
    const join = (name: string): Post => ({
      ...answer(`记下了：${name}`),
      join: { head: '记下了：', name, tail: '' },
    });
    await account.say(join('林晓'));
    account.sleep(6 * 3600);
    await account.say(join('何平'), join('苏梅'));
    account.become('online');
    await account.pass(20 * 60);
    expect(texts()).toEqual(['记下了：何平、苏梅']);
  });

  it('what was refused for good is told soon, what may have arrived in the morning, and none of it twice', async () => {
    account = await newAccount(morning, paced);
    account.results.push(unknown, { outcome: 'refused', reason: 'Ret 1', retry: false });
    await account.say(answer('【1】包饺子 满了'));
    await account.pass(60);
    expect(texts()).toEqual(['【1】包饺子 满了']);
    account.sleep(21 * 3600 + 59 * 60);
    await account.pass(120);
    expect(texts()).toHaveLength(2);
    expect(texts()[1]).toBe('今天的情况\n不知道发到没有：群里的“【1】包饺子 满了”。');
    await account.pass(900);
    // The brief itself was refused: that is told too, by the next word that goes out.
    expect(texts().slice(2)).toEqual(['有几句话没送到。没有发出去：给周书记的“今天的情况”。要紧的请您另外告诉他们。']);
    account.sleep(24 * 3600);
    await account.pass(600);
    expect(texts()).toHaveLength(3);
  });
});

describe('a clock that is put back an hour', () => {
  it('holds up neither the pace nor what is gathered, and a rest no longer than it was', async () => {
    account = await newAccount(morning, { ...paced, joinWindowMs: 6_000 });
    const join = (name: string): Post => ({ ...answer(name), join: { head: '记下了：', name, tail: '' } });
    await account.say(join('林晓'));
    account.putClock(-3600);
    await account.say(join('何平'), join('苏梅'));
    await account.pass(20);
    expect(texts()).toEqual(['记下了：林晓', '记下了：何平、苏梅']);
    account.results.push(slow);
    await account.say(answer('一'));
    account.putClock(-3600);
    await account.pass(310);
    expect(texts().slice(2)).toEqual(['一', '一']);
  });
});

describe('a database that goes away', () => {
  it('just as something was taken: it is said when the database is back, once', async () => {
    account = await newAccount(morning, paced);
    await account.say(answer('一'));
    await account.pass(5);
    account.become('offline');
    await account.say(answer('二'));
    account.cut(1);
    account.become('online');
    await account.pass(20);
    expect(texts()).toEqual(['一', '二']);
    expect(await stateOf('二')).toEqual(['sent']);
  });

  it('just as something was sent: what became of it is written down when the database is back', async () => {
    account = await newAccount(morning, paced);
    let send: (result: SendResult) => void = () => {};
    account.results.push({ outcome: 'sent' });
    const real = account.channel.send;
    account.channel.send = async (message) => {
      await real(message);
      return new Promise((resolve) => {
        send = resolve;
      });
    };
    const said = account.say(answer('一'));
    await expect.poll(() => texts()).toEqual(['一']);
    account.cut(2, 'undone');
    send({ outcome: 'sent' });
    await said;
    await account.pass(20);
    expect(texts()).toEqual(['一']);
    expect(await stateOf('一')).toEqual(['sent']);
  });
});
