/** The local channel: the suite of all channels, and what is its own. */
import { eq } from 'drizzle-orm';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { localMessages } from '../src/channel/local/tables.ts';
import type { view } from '../src/channel/local/view.ts';
import { channelSuite } from './channels.suite.ts';
import { testStore } from './support/database.ts';
import { botName, echoRoom, echoWorld } from './support/local.ts';

const people = () => [
  { name: '林小雨', role: 'volunteer' as const },
  { name: '周书记', role: 'leader' as const },
];

const store = await testStore();
const { db } = store;
afterAll(() => store.close());

type Room = Awaited<ReturnType<typeof echoRoom>>;

async function tell(room: Room, path: string, body: unknown) {
  const response = await room.app.request(`/local/api/${path}`, { method: 'POST', body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as { n: number; error?: string } };
}

channelSuite('local', async () => {
  const room = await echoRoom(db, echoWorld({ people: people() }));
  return {
    channel: room.channel,
    botName,
    group: 'group',
    people: ['林小雨', '周书记'],
    received: room.received,
    async says(from, chat, text, quote) {
      const said = await tell(room, 'messages', { from, chat, text, quote: quote && Number(quote.slice(6)) });
      return `local:${said.body.n}`;
    },
    async recalls(from, id) {
      await tell(room, 'recall', { from, n: Number(id.slice(6)) });
    },
    async sees(who, chat) {
      const response = await room.app.request(`/local/api/messages?person=${encodeURIComponent(who)}`);
      const { messages } = (await response.json()) as { messages: ReturnType<typeof view>[] };
      return messages.filter((m) => m.chat === chat && m.from === botName).map((m) => m.text);
    },
    close: () => room.channel.stop(),
  };
});

describe('local channel', () => {
  it.each([
    ['53100', 503, '磁盘满了'],
    ['CONNECTION_CLOSED', 503, '数据库暂时连不上'],
    [undefined, 500, '出了点问题'],
  ])('hands over what everybody sees as soon as it can, without a new start (%s)', async (code, status, words) => {
    const options = { hold: true, ...(code ? { holdCode: code } : {}) };
    const world = echoWorld({ people: people() });
    const room = await echoRoom(db, world, options);
    const said = await tell(room, 'messages', { from: '林小雨', chat: 'direct', text: '在吗' });
    expect([said.status, said.body.error?.slice(0, words.length)]).toEqual([status, words]);
    options.hold = false;
    await vi.waitUntil(() => world.received.length > 0, { timeout: 30_000 });
    expect(world.received.map((event) => event.type === 'message' && event.text)).toEqual(['在吗']);
    await room.channel.stop();
  });

  it('hands over at the next start what the inbox could not take, once and in order', async () => {
    const world = echoWorld({ people: people() });
    const before = await echoRoom(db, world, { hold: true });
    for (const text of ['第一句', '第二句'])
      expect((await tell(before, 'messages', { from: '林小雨', chat: 'group', text })).status).toBe(500);
    await before.channel.stop();
    const after = await echoRoom(db, world);
    expect(world.received.map((event) => event.type === 'message' && event.text)).toEqual(['第一句', '第二句']);
    await after.channel.stop();
    await echoRoom(db, world);
    expect(world.received).toHaveLength(2);
  });

  it('numbers without gaps when many write at once, and hands over in that order', async () => {
    const world = echoWorld({ people: people() });
    const room = await echoRoom(db, world);
    const said = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        tell(room, 'messages', { from: people()[i % 2]?.name, chat: 'group', text: `第${i}句` }),
      ),
    );
    const numbers = said.map(({ body }) => body.n);
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    expect(world.received.map(({ id }) => id)).toEqual(numbers.map((_, i) => `local:${i + 1}`));
  });

  it('keeps two communities in one database apart', async () => {
    const one = await echoRoom(db, echoWorld({ people: people() }));
    const two = await echoRoom(db, echoWorld({ people: people() }));
    for (const room of [one, two])
      await room.channel.send({ id: 'same', chat: { kind: 'group', id: 'group' }, text: '大家好' });
    const same = await db.select().from(localMessages).where(eq(localMessages.dedupeKey, 'out:same'));
    expect(same.map(({ n, text }) => ({ n, text }))).toEqual([
      { n: 1, text: '大家好' },
      { n: 1, text: '大家好' },
    ]);
    expect(await (await one.app.request('/local/api/messages')).json()).toMatchObject({ messages: [{ n: 1 }] });
  });

  it('fills an empty community with the demo people, and leaves others alone', async () => {
    const empty = echoWorld();
    await echoRoom(db, empty, { demo: true });
    const roles = empty.people.map(({ role }) => role);
    const count = (role: string) => roles.filter((other) => other === role).length;
    expect([count('leader'), count('teamHead'), count('volunteer'), count('resident'), count('unitContact')]).toEqual([
      1, 1, 6, 3, 1,
    ]);
    const inhabited = echoWorld({ people: people() });
    await echoRoom(db, inhabited, { demo: true });
    expect(inhabited.people).toHaveLength(2);
  });

  it('says who is in the group', async () => {
    const { channel } = await echoRoom(db, echoWorld({ people: people() }));
    expect((await channel.members?.('group'))?.map(({ account }) => account)).toEqual(['林小雨', '周书记']);
    expect(await channel.members?.('elsewhere')).toBeUndefined();
  });

  it('is offline after it was stopped, and takes nothing', async () => {
    const room = await echoRoom(db, echoWorld({ people: people() }));
    await room.channel.stop();
    expect(room.channel.state().state).toBe('offline');
    expect(await tell(room, 'messages', { from: '林小雨', chat: 'group', text: '在吗' })).toMatchObject({
      status: 503,
    });
  });
});
