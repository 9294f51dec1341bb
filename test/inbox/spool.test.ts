import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { isFull } from '../../src/db/errors.ts';
import { openSpool, type Spool } from '../../src/inbox/spool.ts';
import { newFolder } from '../support/folder.ts';
import { runScript } from '../support/processes.ts';
import { numberOf, spooled } from '../support/spooled.ts';

async function open(folder: string, flushFile?: (fd: number) => void): Promise<Spool> {
  const spool = await openSpool(folder, flushFile);
  onTestFinished(spool.close);
  return spool;
}

/** Drains a spool and says what came. */
async function drained(spool: Spool): Promise<number[]> {
  const numbers: number[] = [];
  await spool.drain(async (event) => void numbers.push(numberOf(event)));
  return numbers;
}

const files = (folder: string) => fs.readdirSync(folder).filter((name) => name !== 'lock');
const upTo = (last: number) => Array.from({ length: last }, (_, at) => at + 1);

test('events come out whole, in order, and leave no file', async () => {
  const folder = newFolder();
  const spool = await open(folder);
  await Promise.all(upTo(5).map((number) => spool.append(spooled(number))));
  expect(spool.waiting()).toBe(5);
  const events: unknown[] = [];
  expect(await spool.drain(async (event) => void events.push(event))).toBe(5);
  expect(events).toEqual(upTo(5).map(spooled));
  expect([spool.waiting(), files(folder)]).toEqual([0, []]);
  expect(await spool.drain(() => expect.unreachable())).toBe(0);
});

test('no event is promised before it has been flushed; many that come at once are flushed at once', async () => {
  let flushes = 0;
  const spool = await open(newFolder(), (fd) => {
    fs.fsyncSync(fd);
    flushes++;
  });
  await spool.append(spooled(1));
  // The file, and its name in the folder.
  expect(flushes).toBe(2);
  await Promise.all(upTo(50).map((number) => spool.append(spooled(number))));
  expect(flushes).toBe(3);
});

test('when the handler fails, what is left waits, and later goes on where it stopped', async () => {
  const folder = newFolder();
  const spool = await open(folder);
  for (const number of upTo(4)) await spool.append(spooled(number));
  const handled: number[] = [];
  const work = spool.drain(async (event) => {
    if (numberOf(event) === 3) throw new Error('still away');
    handled.push(numberOf(event));
  });
  await expect(work).rejects.toThrow('still away');
  await spool.append(spooled(5));
  expect([handled, spool.waiting()]).toEqual([[1, 2], 3]);
  expect(await drained(spool)).toEqual([3, 4, 5]);
  expect(files(folder)).toEqual([]);
});

test('what comes in during a drain comes out of the same drain, behind the others', async () => {
  const spool = await open(newFolder());
  for (const number of upTo(2)) await spool.append(spooled(number));
  const numbers: number[] = [];
  await spool.drain(async (event) => {
    numbers.push(numberOf(event));
    if (numbers.length < 4) await spool.append(spooled(numbers.length + 2));
  });
  expect(numbers).toEqual([1, 2, 3, 4, 5]);
  expect(spool.waiting()).toBe(0);
});

test('a last line that was cut off anywhere is left out, and what came before and after is whole', async () => {
  const whole = upTo(2)
    .map((number) => `${JSON.stringify(spooled(number))}\n`)
    .join('');
  const torn = Buffer.from(JSON.stringify(spooled(3)));
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: torn.length }), async (cut) => {
      const folder = newFolder();
      fs.writeFileSync(
        path.join(folder, '000000001.jsonl'),
        Buffer.concat([Buffer.from(whole), torn.subarray(0, cut)]),
      );
      const spool = await openSpool(folder);
      expect(spool.waiting()).toBe(2);
      await spool.append(spooled(4));
      expect(await drained(spool)).toEqual([1, 2, 4]);
      await spool.close();
    }),
    { numRuns: 40 },
  );
});

test('an unreadable line in the middle is put aside and stops nobody', async () => {
  const folder = newFolder();
  const lines = [JSON.stringify(spooled(1)), '\0\0\0', '{"channel":"local"}', JSON.stringify(spooled(2)), ''];
  fs.writeFileSync(path.join(folder, '000000007.jsonl'), lines.join('\n'));
  const spool = await open(folder);
  expect(await drained(spool)).toEqual([1, 2]);
  expect(spool.waiting()).toBe(0);
  expect(fs.readFileSync(path.join(folder, 'unreadable.txt'), 'utf8')).toBe('\0\0\0\n{"channel":"local"}\n');
});

test('a full disk refuses the event; when there is room again the next ones are kept', async () => {
  let fault = '';
  const spool = await open(newFolder(), (fd) => {
    if (fault) throw Object.assign(new Error('full'), { code: fault });
    fs.fsyncSync(fd);
  });
  await spool.append(spooled(1));
  fault = 'ENOSPC';
  expect(isFull(await spool.append(spooled(2)).catch((error) => error))).toBe(true);
  fault = '';
  await spool.append(spooled(3));
  const numbers = await drained(spool);
  expect(numbers.filter((number) => number !== 2)).toEqual([1, 3]);
  expect(spool.waiting()).toBe(0);
});

test('a second process is refused', async () => {
  const folder = newFolder();
  await open(folder);
  await expect(openSpool(folder)).rejects.toThrow('正被另一个星援程序使用');
});

test('kill -9 at any time loses nothing that was promised, again and again', async () => {
  const folder = newFolder();
  const promised: number[] = [];
  for (const first of [1, 1001]) {
    const writer = runScript('spool', folder, String(first));
    for await (const line of writer.lines) {
      promised.push(Number(line));
      if (promised.at(-1)! >= first + 20) writer.process.kill('SIGKILL');
    }
    await writer.ended;
  }
  const numbers = await drained(await open(folder));
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  expect(numbers).toEqual(expect.arrayContaining(promised));
});
