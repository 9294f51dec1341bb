/** The ring goes on whatever happens to the machine's clock. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nightly, ring } from '../src/clock/ring.ts';
import { newLog } from '../src/log.ts';

const minute = 60_000;
const hour = 60 * minute;

beforeEach(() => {
  vi.useFakeTimers({
    now: Date.parse('2026-11-25T10:00:20+08:00'),
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  });
});
afterEach(() => void vi.useRealTimers());

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const set = (ahead: number) => vi.setSystemTime(Date.now() + ahead);

test('each minute is rung once, at its beginning, and none after the stop', async () => {
  const rung: string[] = [];
  const bell = ring(async () => void rung.push(new Date().toISOString().slice(14, 19)), newLog('silent'));
  await pass(3 * minute);
  expect(rung).toEqual(['01:00', '02:00', '03:00']);
  bell.stop();
  await pass(3 * minute);
  expect(rung).toHaveLength(3);
});

test.each([
  ['back an hour', -hour],
  ['forward an hour', hour],
  ['back by years', -9 * 365 * 24 * hour],
  ['forward by years', 9 * 365 * 24 * hour],
])('a clock that is set %s is followed by a ring each minute', async (_, ahead) => {
  let rung = 0;
  const bell = ring(async () => void rung++, newLog('silent'));
  await pass(2 * minute);
  expect(rung).toBe(2);
  set(ahead);
  await pass(minute);
  const afterJump = rung;
  await pass(5 * minute);
  expect(rung - afterJump).toBe(5);
  bell.stop();
});

test('a tick that fails does not stop the ring', async () => {
  let rung = 0;
  const bell = ring(async () => {
    rung++;
    throw new Error('a fault of ours');
  }, newLog('silent'));
  await pass(3 * minute);
  expect(rung).toBe(3);
  bell.stop();
});

test('the work of the night is done once a night, also when the clock is set back in between, and not by day', async () => {
  const nights: string[] = [];
  const work = async () => void nights.push(new Date(Date.now() + 8 * hour).toISOString().slice(5, 16));
  const upkeep = nightly(work, 'Asia/Shanghai', newLog('silent'));
  await pass(18 * hour);
  set(-hour);
  await pass(25 * hour);
  expect(nights).toEqual(['11-26T03:30', '11-27T03:30']);
  upkeep.stop();
});
