/** The watch over the WeChat process: only an answered sync call is a sign of life, and only while it should be online. */
import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { live } from '../../src/channel/wechat/life.ts';
import type { Report } from '../../src/channel/wechat/protocol.ts';
import { defaultLimits } from '../../src/channel/wechat/supervise.ts';

/** A process that does nothing but what the test says, and dies when it is killed. */
class Child extends EventEmitter {
  pid = 1;
  connected = true;
  stderr = null;
  orders: unknown[] = [];
  send(order: unknown): void {
    this.orders.push(order);
  }
  kill(): void {
    this.emit('exit', null);
  }
}

let child: Child;
let ended: string | undefined;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  child = new Child();
  ended = undefined;
  void live(child as unknown as ChildProcess, defaultLimits, () => undefined).over.then(({ ending }) => {
    ended = ending;
  });
});
afterEach(() => void vi.useRealTimers());

const reports = (report: Report) => child.emit('message', report);
const syncs = (rss = 1) => reports({ type: 'sync', rss });
const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

it('a quiet group is no zombie: an answered sync call each 25 s is enough', async () => {
  reports({ type: 'online' });
  for (let minute = 0; minute < 60; minute++) {
    syncs();
    await pass(25);
    syncs();
    await pass(35);
  }
  expect(ended).toBeUndefined();
});

it.each([
  [25, undefined],
  [60, undefined],
  [89, undefined],
  [91, 'quiet'],
  [100, 'quiet'],
])('no answer for %i s: %s', async (seconds, ending) => {
  reports({ type: 'online' });
  syncs();
  await pass(seconds);
  expect(ended).toBe(ending);
});

it('what it says and what it sends is no sign of life', async () => {
  reports({ type: 'online' });
  for (let second = 0; second < 100 && !ended; second++) {
    reports({ type: 'log', level: 'info', text: 'dong' });
    reports({ type: 'result', ref: second, result: { outcome: 'sent' } });
    await pass(1);
  }
  expect(ended).toBe('quiet');
});

it('somebody may take a day to look for the telephone', async () => {
  reports({ type: 'scan', qr: 'x' });
  await pass(86_400);
  expect(ended).toBeUndefined();
});

it('one that shows no code and is not online after two minutes is started anew', async () => {
  await pass(119);
  expect(ended).toBeUndefined();
  await pass(2);
  expect(ended).toBe('slowStart');
});

it('one that has grown too big is told to end, and killed when it does not', async () => {
  reports({ type: 'online' });
  syncs(800 * 1024 * 1024);
  expect(child.orders).toEqual([{ type: 'end' }]);
  await pass(4);
  expect(ended).toBeUndefined();
  await pass(2);
  expect(ended).toBe('memory');
});
