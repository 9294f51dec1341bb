import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Channel, Outgoing } from '../../src/channel/channel.ts';
import { split } from '../../src/channel/wechat/sending.ts';
import { throwOut } from './server/scenes.ts';
import type { Server } from './server/server.ts';
import type { Person, Room } from './server/world.ts';
import { pixel, startWorld, type TestWorld } from './world.ts';

let world: TestWorld;
let server: Server;
let channel: Channel;
let wangda: Person;
let stranger: Person;
let group: Room;

beforeAll(async () => {
  world = await startWorld();
  server = world.server;
  wangda = server.world.friend('王达');
  stranger = server.world.stranger('张兰');
  group = server.world.room('星援群', [wangda, stranger]);
  ({ channel } = await world.start({ sendLimit: 10_000 }));
});
afterAll(() => world.end());

let count = 0;
const toGroup = (text: string, more: Partial<Outgoing> = {}): Outgoing => ({
  id: `message ${count++}`,
  chat: { kind: 'group', id: server.id(group) },
  text,
  ...more,
});
const sentNow = async (message: Outgoing) => {
  const before = server.sent.all.length;
  const result = await channel.send(message);
  return { result, sent: server.sent.all.slice(before) };
};

test('a text reaches the group, with those who are mentioned in front', async () => {
  const { result, sent } = await sentNow(toGroup('第一行\n第二行', { mention: [{ account: 'x', name: '三栋张兰' }] }));
  expect(sent).toMatchObject([{ where: group, kind: 'text', text: '@三栋张兰\u2005第一行\n第二行' }]);
  expect(result).toEqual({ outcome: 'sent', id: sent[0]?.id });
});

test('a long text is split at line ends', async () => {
  const lines = Array.from({ length: 60 }, (_, index) => `${index + 1}. ${'字'.repeat(60)}`);
  const { result, sent } = await sentNow(toGroup(lines.join('\n')));
  expect(result.outcome).toBe('sent');
  expect(sent.length).toBe(3);
  expect(sent.map(({ text }) => text).join('\n')).toBe(lines.join('\n'));
});

test('a picture goes out before its text, in the chunks of the upload', async () => {
  const picture = join(world.dataDir, 'poster.png');
  await writeFile(picture, Buffer.concat([pixel, Buffer.alloc(700_000, 7)]));
  const { result, sent } = await sentNow(toGroup('海报', { picture }));
  expect(result.outcome).toBe('sent');
  expect(sent.map(({ kind, text, bytes }) => [kind, text, bytes.length])).toEqual([
    ['picture', '', pixel.length + 700_000],
    ['text', '海报', 0],
  ]);
});

test('a picture file that is not there is refused, and its text is not sent alone', async () => {
  const { result, sent } = await sentNow(toGroup('海报', { picture: join(world.dataDir, 'missing.png') }));
  expect([result, sent]).toEqual([{ outcome: 'refused', reason: 'the picture is not there', retry: false }, []]);
});

test('an upload that fails has said nothing yet, so it may be tried again', async () => {
  const picture = join(world.dataDir, 'small.png');
  await writeFile(picture, pixel);
  server.fault('webwxuploadmedia', 'cut');
  const { result, sent } = await sentNow(toGroup('海报', { picture }));
  expect([result, sent]).toMatchObject([{ outcome: 'refused', retry: true }, []]);
});

test('1205 means slower, not never', async () => {
  server.fault('webwxsendmsg', { ret: 1205 });
  const { result } = await sentNow(toGroup('太快了'));
  expect(result).toEqual({ outcome: 'refused', reason: 'Ret 1205: too often', retry: true, slow: true });
  expect((await channel.send(toGroup('再来'))).outcome).toBe('sent');
});

test.each([
  ['no answer within the limit', 'hang' as const],
  ['a cut connection', 'cut' as const],
  ['an HTTP error', { status: 504 }],
])('%s leaves open whether the message arrived', async (_, fault) => {
  server.fault('webwxsendmsg', fault);
  const { result } = await sentNow(toGroup('丢了'));
  expect(result.outcome).toBe('unknown');
  expect((await channel.send(toGroup('还行'))).outcome).toBe('sent');
});

test('a refusal after the first part is out is unknown: a repeat would say it twice', async () => {
  const text = `${'一'.repeat(1400)}\n${'二'.repeat(1400)}`;
  server.fault('webwxsendmsg', { ret: 1205 }, { after: 1 });
  const { result, sent } = await sentNow(toGroup(text));
  expect(result).toEqual({
    outcome: 'unknown',
    reason: '1 of 2 parts were sent, then: Ret 1205: too often',
    slow: true,
  });
  expect(sent.length).toBe(1);
});

test('texts to one chat keep their order when they are given at once, and a hanging one holds up no other chat', async () => {
  const before = server.sent.all.length;
  server.fault('webwxsendmsg', 'hang');
  const hanging = channel.send(toGroup('挂住'));
  const behind = channel.send(toGroup('后面'));
  const other = { id: 'o', chat: { kind: 'direct' as const, id: server.id(wangda) }, text: '别处' };
  expect((await channel.send(other)).outcome).toBe('sent');
  expect([(await hanging).outcome, (await behind).outcome]).toEqual(['unknown', 'sent']);
  expect(server.sent.all.slice(before).map(({ text }) => text)).toEqual(['别处', '后面']);
});

test('who is no friend cannot be written to in private', async () => {
  const chat = { kind: 'direct' as const, id: server.id(stranger) };
  expect(await channel.send({ id: 'x', chat, text: '你好' })).toEqual({
    outcome: 'refused',
    reason: 'Ret 1',
    retry: false,
  });
  expect((await channel.send({ id: 'y', chat: { kind: 'direct', id: server.id(wangda) }, text: '你好' })).outcome).toBe(
    'sent',
  );
});

test('a group that threw the bot out refuses for good', async () => {
  const gone = server.world.room('旧群', [wangda]);
  server.say(gone, wangda, '在');
  throwOut(server, gone, wangda);
  const chat = { kind: 'group' as const, id: server.id(gone) };
  expect(await channel.send({ id: 'z', chat, text: '在吗' })).toMatchObject({ outcome: 'refused', retry: false });
});

test('a remark is set on friends only', async () => {
  expect(await channel.setRemark?.(server.id(wangda), '王达·XY7K2')).toBe(true);
  expect(wangda.remark).toBe('王达·XY7K2');
  expect(await channel.setRemark?.(server.id(stranger), '张兰·AB2C3')).toBe(false);
});

test('what waits for an answer when the channel stops is unknown, and offline is refused for now', async () => {
  const isSend = (name: string) => name === 'webwxsendmsg';
  const before = server.calls.all.filter(isSend).length;
  server.fault('webwxsendmsg', 'hang');
  const waiting = channel.send(toGroup('最后一条'));
  await server.calls.several(before + 1, isSend);
  await channel.stop();
  expect((await waiting).outcome).toBe('unknown');
  expect(await channel.send(toGroup('停了'))).toMatchObject({ outcome: 'refused', retry: true });
});

test('splitting loses nothing, keeps to the limit, and halves no emoji', () => {
  const text = fc
    .array(fc.constantFrom('a', '字', '💪🏻', '\n', ' ', '词语'), { maxLength: 60 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.integer({ min: 4, max: 20 }), (whole, longest) => {
      const pieces = split(whole, longest);
      const bare = (one: string) => one.replace(/\s/g, '');
      expect(bare(pieces.join(''))).toBe(bare(whole));
      for (const piece of pieces) {
        expect(piece.length).toBeLessThanOrEqual(longest);
        expect(piece).not.toMatch(/\p{Surrogate}/u);
      }
    }),
  );
});
