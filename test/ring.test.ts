/** The ring goes on whatever happens to the machine's clock. */
import { expect, test } from 'vitest';
import { nightly, ring, type Watch } from '../src/clock/ring.ts';
import { newLog } from '../src/log.ts';

const minute = 60_000;
const hour = 60 * minute;
const begin = Date.parse('2026-11-25T10:00:20+08:00');

/** A watch whose time passes only when it is told so, and can be set. */
function newWatch() {
  let elapsed = 0;
  let wrong = 0;
  let waiting: { at: number; work: () => void }[] = [];
  const watch: Watch = {
    now: () => begin + elapsed + wrong,
    after(ms, work) {
      const entry = { at: elapsed + ms, work };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((each) => each !== entry);
      };
    },
  };
  return {
    watch,
    set: (ahead: number) => {
      wrong = ahead;
    },
    async pass(ms: number): Promise<void> {
      const to = elapsed + ms;
      for (let next = waiting[0]; next && next.at <= to; next = waiting[0]) {
        elapsed = next.at;
        waiting.shift();
        next.work();
        await new Promise((resolve) => setImmediate(resolve));
      }
      elapsed = to;
    },
  };
}

test('each minute is rung once, at its beginning, and none after the stop', async () => {
  const { watch, pass } = newWatch();
  const rung: string[] = [];
  const bell = ring(
    async () => void rung.push(new Date(watch.now()).toISOString().slice(14, 19)),
    newLog('silent'),
    watch,
  );
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
  const { watch, set, pass } = newWatch();
  let rung = 0;
  const bell = ring(async () => void rung++, newLog('silent'), watch);
  await pass(2 * minute);
  set(ahead);
  await pass(5 * minute);
  expect(rung).toBe(7);
  bell.stop();
});

test('a tick that fails does not stop the ring', async () => {
  const { watch, pass } = newWatch();
  let rung = 0;
  const fails = async (): Promise<void> => {
    rung++;
    throw new Error('a fault of ours');
  };
  const bell = ring(fails, newLog('silent'), watch);
  await pass(3 * minute);
  expect(rung).toBe(3);
  bell.stop();
});

test('the work of the night is done once a night, also when the clock is set back in between, and not by day', async () => {
  const { watch, set, pass } = newWatch();
  const nights: string[] = [];
  const work = async () => void nights.push(new Date(watch.now() + 8 * hour).toISOString().slice(5, 16));
  const upkeep = nightly(work, 'Asia/Shanghai', newLog('silent'), watch);
  await pass(18 * hour);
  set(-hour);
  await pass(25 * hour);
  expect(nights).toEqual(['11-26T03:30', '11-27T03:30']);
  upkeep.stop();
});
