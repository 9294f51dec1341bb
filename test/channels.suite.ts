/** What every channel must do. A channel's own test opens its world and calls `channelSuite`. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel, Outgoing } from '../src/channel/channel.ts';
import { type Incoming, incomingSchema, type Message } from '../src/chat/message.ts';

/** A channel with somebody on the other side. */
export interface ChannelWorld {
  channel: Channel;
  botName: string;
  /** The channel's id of its group. */
  group: string;
  /** Two people who are in the group and can be reached directly: account ids. */
  people: [string, string];
  /** Everything handed over, in order. */
  received: Incoming[];
  /** Somebody writes; resolves to the message's id when it was handed over. `quote` is the id of a message in the group. */
  says(who: string, chat: 'group' | 'direct', text: string, quote?: string): Promise<string>;
  recalls(who: string, id: string): Promise<void>;
  /** The texts that somebody sees from the bot, oldest first, in the group or in the direct chat. */
  sees(who: string, chat: 'group' | 'direct'): Promise<string[]>;
  close(): Promise<void>;
}

/** The smallest PNG. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export function channelSuite(name: string, open: () => Promise<ChannelWorld>): void {
  describe(`channel ${name}`, () => {
    let world: ChannelWorld;
    beforeAll(async () => {
      world = await open();
    });
    afterAll(() => world.close());

    const message = (id: string): Message => {
      const found = world.received.find((event) => event.id === id);
      if (found?.type !== 'message') throw new Error(`no message ${id} was handed over`);
      return found;
    };
    let sent = 0;
    const outgoing = (chat: Outgoing['chat'], text: string, more: Partial<Outgoing> = {}): Outgoing => ({
      id: `suite-${sent++}`,
      chat,
      text,
      ...more,
    });
    const group = () => ({ kind: 'group' as const, id: world.group });

    it('hands over who wrote what, where and when', async () => {
      const [who] = world.people;
      const event = message(await world.says(who, 'group', '周六的桶前值守我来'));
      expect(event).toMatchObject({
        text: '周六的桶前值守我来',
        mention: false,
        chat: group(),
        from: { account: who },
      });
      expect(Number.isNaN(Date.parse(event.at))).toBe(false);
    });

    it('hands over only what the contract allows', async () => {
      for (const event of world.received) expect(incomingSchema.safeParse(event).error).toBeUndefined();
    });

    it('keeps line breaks, and words before a colon at a line end', async () => {
      const text = '需求:\n地址:3号楼\n\n下午都在';
      expect(message(await world.says(world.people[0], 'group', text)).text).toBe(text);
    });

    it('answers a direct message where it came from, and nobody else sees it', async () => {
      const [who, other] = world.people;
      const { chat } = message(await world.says(who, 'direct', '家里水管漏水'));
      expect(chat.kind).toBe('direct');
      expect(await world.channel.send(outgoing(chat, '马上帮您找人'))).toMatchObject({ outcome: 'sent' });
      expect(await world.sees(who, 'direct')).toContain('马上帮您找人');
      expect(await world.sees(other, 'direct')).not.toContain('马上帮您找人');
      expect(await world.sees(other, 'group')).not.toContain('马上帮您找人');
    });

    it('tells when the bot is mentioned', async () => {
      const [who] = world.people;
      expect(message(await world.says(who, 'group', `@${world.botName} 这周有什么活动`)).mention).toBe(true);
      expect(message(await world.says(who, 'group', '@所有人 记得带伞')).mention).toBe(false);
    });

    it('tells which message is quoted, and whether the bot wrote it', async () => {
      const [who, other] = world.people;
      const first = await world.says(who, 'group', '谁有多的手套');
      const second = await world.says(other, 'group', '我有两副', first);
      expect(message(second).quote).toMatchObject({ text: '谁有多的手套', mine: false });
      expect(message(second).text).toBe('我有两副');
    });

    it('hands over a recall with the message that it takes back', async () => {
      const [who] = world.people;
      const id = await world.says(who, 'group', '我的电话是 13800000000');
      await world.recalls(who, id);
      expect(world.received.find((event) => event.type === 'recall')).toMatchObject({ recalled: id });
    });

    it('hands over in the order in which people wrote', async () => {
      const lines = ['一', '二', '三', '四', '五'].map((word) => `第${word}句`);
      for (const [i, line] of lines.entries()) await world.says(world.people[i % 2]!, 'group', line);
      const texts = world.received.flatMap((event) => (event.type === 'message' ? [event.text] : []));
      expect(texts.filter((text) => lines.includes(text))).toEqual(lines);
    });

    it('sends to the group in order, for everybody', async () => {
      for (const text of ['甲', '乙', '丙'])
        expect(await world.channel.send(outgoing(group(), text))).toMatchObject({ outcome: 'sent' });
      for (const who of world.people) {
        const seen = await world.sees(who, 'group');
        expect(seen.filter((text) => ['甲', '乙', '丙'].includes(text))).toEqual(['甲', '乙', '丙']);
      }
    });

    it('shows the same outgoing message once, however often it is sent', async () => {
      const once = outgoing(group(), '只说一次');
      for (let i = 0; i < 3; i++) expect(await world.channel.send(once)).toMatchObject({ outcome: 'sent' });
      expect((await world.sees(world.people[0], 'group')).filter((text) => text === '只说一次')).toHaveLength(1);
    });

    it('sends long lists whole', async () => {
      const lines = Array.from({ length: 200 }, (_, i) => `${i + 1}. 第${i + 1}位志愿者，周六上午在北门集合`);
      const before = (await world.sees(world.people[0], 'group')).length;
      expect(await world.channel.send(outgoing(group(), lines.join('\n')))).toMatchObject({ outcome: 'sent' });
      const arrived = (await world.sees(world.people[0], 'group')).slice(before).join('\n');
      for (const line of lines) expect(arrived).toContain(line);
    });

    it('sends a picture when it can', async () => {
      if (!world.channel.capabilities.pictures) return;
      const picture = join(await mkdtemp(join(tmpdir(), 'channel-')), 'poster.png');
      await writeFile(picture, png);
      expect(await world.channel.send(outgoing(group(), '海报来了', { picture }))).toMatchObject({ outcome: 'sent' });
      expect(await world.sees(world.people[1], 'group')).toContain('海报来了');
    });

    it('refuses what can never arrive, and does not throw', async () => {
      expect(await world.channel.send(outgoing({ kind: 'direct', id: '@nobody' }, '您好'))).toMatchObject({
        outcome: 'refused',
        retry: false,
      });
      expect(await world.channel.send(outgoing({ kind: 'group', id: '@@nowhere' }, '大家好'))).toMatchObject({
        outcome: 'refused',
        retry: false,
      });
    });

    it('says in Chinese how it is', () => {
      expect(world.channel.state()).toMatchObject({ state: 'online', note: expect.stringMatching(/\p{Script=Han}/u) });
    });
  });
}
