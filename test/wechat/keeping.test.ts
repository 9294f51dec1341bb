import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { handover } from '../../src/channel/wechat/handover.ts';
import { type Entry, openSpool } from '../../src/channel/wechat/spool.ts';
import type { Incoming } from '../../src/chat/message.ts';
import { record } from './server/record.ts';
import { startWorld, type TestWorld } from './world.ts';

let world: TestWorld | undefined;
let folder: string | undefined;
afterEach(async () => {
  await world?.end();
  if (folder) rmSync(folder, { recursive: true });
  world = undefined;
  folder = undefined;
});

const event = (id: string): Incoming => ({
  type: 'message',
  id,
  chat: { kind: 'direct', id: '@a' },
  from: { account: '@a', nickname: '王达' },
  at: '2026-01-01T00:00:00Z',
  text: id,
  mention: false,
});
const file = () => {
  folder ??= mkdtempSync(join(tmpdir(), 'spool-'));
  return join(folder, 'spool.jsonl');
};
const ids = (entries: readonly Entry[]) => entries.map((entry) => entry.event.id);

test('what was kept and not dropped is there for the next process, in order', () => {
  const first = openSpool(file());
  const [a] = ['a', 'b', 'c'].map((id) => first.keep(event(id), { raw: id }));
  first.drop(a?.seq ?? 0);
  first.close();
  const second = openSpool(file());
  expect(second.left.map((entry) => [entry.event.id, entry.rest])).toEqual([
    ['b', { raw: 'b' }],
    ['c', { raw: 'c' }],
  ]);
  const d = second.keep(event('d'));
  expect(d.seq).toBeGreaterThan(Math.max(...second.left.map(({ seq }) => seq)));
});

test('a line that a kill cut short takes no other with it', () => {
  const first = openSpool(file());
  first.keep(event('a'));
  first.close();
  appendFileSync(file(), '{"seq":2,"event":{"type":"mess');
  const second = openSpool(file());
  expect(ids(second.left)).toEqual(['a']);
  second.keep(event('b'));
  second.close();
  expect(ids(openSpool(file()).left)).toEqual(['a', 'b']);
});

test('the file is emptied whenever all is safe', () => {
  const spool = openSpool(file());
  const kept = ['a', 'b'].map((id) => spool.keep(event(id)));
  for (const { seq } of kept) spool.drop(seq);
  expect([statSync(file()).size, readFileSync(file(), 'utf8')]).toEqual([0, '']);
});

test('events are handed over in order, however long one of them takes to complete', async () => {
  const handed = record<string>();
  let finish: () => void = () => undefined;
  const slow = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const desk = handover({
    spool: openSpool(file()),
    complete: async (entry) => {
      if (entry.event.id === 'a') await slow;
      return entry.event;
    },
    hand: (_, { id }) => handed.add(id),
  });
  desk.start();
  for (const id of ['a', 'b', 'a']) desk.take(event(id));
  finish();
  await handed.several(2);
  expect(handed.all).toEqual(['a', 'b']);
});

/** Kills the WeChat process that was started last. */
function kill({ logs }: TestWorld): void {
  const pid = logs.all.findLast(({ msg }) => msg === 'the WeChat process started')?.pid;
  if (!pid) throw new Error('no process was started');
  process.kill(pid, 'SIGKILL');
}
const quick = { firstPause: 50 };

test('a kill while the inbox has not taken an event yet: the next process hands it over again', async () => {
  world = await startWorld();
  const wangda = world.server.world.friend('王达');
  const got = record<Incoming>();
  let safe = false;
  const channel = world.channel({ limits: quick });
  await channel.start((one) => {
    got.add(one);
    return safe ? Promise.resolve() : new Promise(() => undefined);
  });
  await world.server.scan();
  const id = world.server.say(wangda, wangda, '认领 12');
  await got.several(1);
  safe = true;
  kill(world);
  // The channel still waits for the first hand-over, as it would for a database that hangs: a new one takes over.
  await channel.stop();
  const { events } = await world.start({ limits: quick });
  expect((await events.several(1))[0]).toMatchObject({ id, text: '认领 12' });
});

test('a kill while a picture is being fetched loses neither the message nor the picture', async () => {
  world = await startWorld();
  const wangda = world.server.world.friend('王达');
  const { events } = await world.start({ limits: quick });
  world.server.fault('webwxgetmsgimg', 'hang');
  const id = world.server.say(wangda, wangda, { MsgType: 3, Content: '' }, { media: Buffer.from('GIF89a picture') });
  const after = world.server.say(wangda, wangda, '这是照片');
  await world.server.calls.wait((name) => name === 'webwxgetmsgimg');
  kill(world);
  const [first, second] = await events.several(2);
  expect(first).toMatchObject({ id, attachment: { kind: 'picture', mediaType: 'image/gif' } });
  expect(second).toMatchObject({ id: after, text: '这是照片' });
});

test('the same message three times is handed over once', async () => {
  world = await startWorld();
  const wangda = world.server.world.friend('王达');
  const { events } = await world.start();
  const id = world.server.say(wangda, wangda, '一');
  world.server.redeliver(id);
  await events.several(1);
  world.server.redeliver(id);
  world.server.say(wangda, wangda, '二');
  await events.several(2);
  expect(events.all.map((one) => one.type === 'message' && one.text)).toEqual(['一', '二']);
});

test('an inbox that fails gets the event again, and none overtakes it', async () => {
  world = await startWorld();
  const wangda = world.server.world.friend('王达');
  const got = record<Incoming>();
  let failures = 1;
  await world.channel().start(async (one) => {
    if (failures-- > 0) throw new Error('no database');
    got.add(one);
  });
  await world.server.scan();
  const said = ['一', '二', '三'].map((text) => world?.server.say(wangda, wangda, text));
  expect((await got.several(3)).map(({ id }) => id)).toEqual(said);
});
