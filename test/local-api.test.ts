/** What scripts ask of the local chat (docs/local-api.md), without a browser. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MessageView } from '../src/channel/local/view.ts';
import { png } from './channels.suite.ts';
import { testStore } from './support/database.ts';
import { type EchoWorld, echoRoom, echoWorld } from './support/local.ts';
import { eventsOf } from './support/sse.ts';

let store: Awaited<ReturnType<typeof testStore>>;
let world: EchoWorld;
let room: Awaited<ReturnType<typeof echoRoom>>;

beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  world = echoWorld({
    people: [
      { name: '周书记', role: 'leader' },
      { name: '林小雨', role: 'volunteer', skills: ['陪诊'], grid: '一' },
      { name: '韩志强', role: 'volunteer' },
    ],
  });
  room = await echoRoom(store.db, world);
});

interface Answer {
  n?: number;
  now?: string;
  name?: string;
  error?: string;
  messages?: MessageView[];
  people?: { name: string; role: string }[];
}

async function ask(path: string, body?: unknown): Promise<{ status: number; body: Answer }> {
  const init =
    body === undefined ? {} : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) };
  const response = await room.app.request(`/local/api/${path}`, init);
  return { status: response.status, body: (await response.json()) as Answer };
}

const say = (from: string, text: string, more: object = {}) => ask('messages', { chat: 'group', from, text, ...more });
const all = async (query = 'after=0') => (await ask(`messages?${query}`)).body.messages ?? [];
const last = () => world.received.at(-1);

describe('people', () => {
  it('are listed with name and role', async () => {
    expect((await ask('people')).body).toEqual({
      people: [
        { name: '周书记', role: 'leader' },
        { name: '林小雨', role: 'volunteer' },
        { name: '韩志强', role: 'volunteer' },
      ],
    });
  });

  it('are added with skills and grid', async () => {
    const added = await ask('people', { name: ' 苏梅 ', role: 'volunteer', skills: ['理发', '慰老'], grid: 2 });
    expect(added).toEqual({ status: 200, body: { name: '苏梅', role: 'volunteer' } });
    expect(world.people.at(-1)).toEqual({ name: '苏梅', role: 'volunteer', skills: ['理发', '慰老'], grid: '2' });
    expect((await say('苏梅', '大家好')).status).toBe(200);
  });

  it.each([
    [409, '已经有一位', { name: '林小雨', role: 'resident' }],
    [409, '小助手自己的名字', { name: '小援', role: 'volunteer' }],
    [400, '请写这五个之一', { name: '苏梅', role: '队长' }],
    [400, '请在 name 里写上姓名', { role: 'volunteer' }],
    [400, '请在 name 里写上姓名', { name: '  ', role: 'volunteer' }],
    [400, '最多 20 个字', { name: '长'.repeat(21), role: 'volunteer' }],
    [400, '请用 JSON', '{name:'],
    [400, '请用 JSON', '[]'],
  ])('answers %i “%s” to what cannot be added', async (status, sentence, body) => {
    const answer = await ask('people', body);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toContain(sentence);
    expect(world.people).toHaveLength(3);
  });
});

describe('messages', () => {
  it('are numbered, and the answer is there when the call returns', async () => {
    expect(await say('林小雨', '@小援 在吗')).toEqual({ status: 200, body: { n: 1 } });
    expect(await all()).toEqual([
      { n: 1, chat: 'group', from: '林小雨', kind: 'text', text: '@小援 在吗', at: '2026-11-27T07:00:00+08:00' },
      {
        n: 2,
        chat: 'group',
        from: '小援',
        kind: 'text',
        text: '在的。想参加就回复“认领 12”。',
        at: '2026-11-27T07:00:00+08:00',
      },
    ]);
    expect(await all('after=1')).toHaveLength(1);
    expect(await all('after=2')).toEqual([]);
  });

  it('name the other side of a direct chat, and are only for the two', async () => {
    await say('林小雨', '我的', { chat: 'direct' });
    expect((await all()).map(({ from, to }) => [from, to])).toEqual([
      ['林小雨', '小援'],
      ['小援', '林小雨'],
    ]);
    expect(await all('person=林小雨')).toHaveLength(2);
    expect(await all('person=韩志强')).toEqual([]);
  });

  it('can be read from the end, page by page', async () => {
    for (let i = 1; i <= 5; i++) await say('林小雨', `第${i}句`);
    expect((await all('last=2')).map(({ n }) => n)).toEqual([4, 5]);
    expect((await all('last=2&before=4')).map(({ n }) => n)).toEqual([2, 3]);
  });

  it('keep Chinese, emoji, line breaks and markup as they were written', async () => {
    const text = '收到👍\n<b>3号楼</b> & "北门"\t𠮷';
    await say('林小雨', text.replace('\n', '\r\n'));
    expect((await all())[0]?.text).toBe(text);
    expect(last()).toMatchObject({ text });
  });

  it('are not doubled when the page sends the same once more', async () => {
    expect((await say('林小雨', '我来', { key: 'a' })).body.n).toBe(1);
    expect((await say('林小雨', '我来', { key: 'a' })).body.n).toBe(1);
    expect((await say('林小雨', '我来', { key: 'b' })).body.n).toBe(2);
    expect(world.received).toHaveLength(2);
  });

  it.each([
    [404, '这里没有叫“老张”的人', { chat: 'group', from: '老张', text: '在吗' }],
    [400, 'chat 请写 group', { chat: 'room', from: '林小雨', text: '在吗' }],
    [400, 'chat 请写 group', { from: '林小雨', text: '在吗' }],
    [400, '请在 from 里', { chat: 'group', text: '在吗' }],
    [400, '消息是空的', { chat: 'group', from: '林小雨', text: ' \n ' }],
    [400, '消息是空的', { chat: 'group', from: '林小雨' }],
    [400, '请在 text 里', { chat: 'group', from: '林小雨', text: 12 }],
    [400, '最多 10000 个字', { chat: 'group', from: '林小雨', text: '长'.repeat(10_001) }],
    [400, 'quote 请写', { chat: 'group', from: '林小雨', text: '好', quote: true }],
    [404, '没有第 99 条消息可以引用', { chat: 'group', from: '林小雨', text: '好', quote: 99 }],
    [400, '请用 JSON', 'text=在吗'],
    [400, '请用 JSON', 'null'],
  ])('answers %i “%s” to what cannot be said', async (status, sentence, body) => {
    const answer = await ask('messages', body);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toContain(sentence);
    expect(await all()).toEqual([]);
    expect(world.received).toEqual([]);
  });

  it('take exactly 10,000 characters, and answer bad ranges in one sentence', async () => {
    expect((await say('林小雨', '𠮷'.repeat(10_000))).status).toBe(200);
    for (const query of ['after=x', 'after=-1', 'after=99999999999', 'after=1.5'])
      expect(await ask(`messages?${query}`)).toMatchObject({
        status: 400,
        body: { error: expect.stringContaining('after') },
      });
  });
});

describe('quotes', () => {
  beforeEach(async () => {
    await say('周书记', '周六上午垃圾分类桶前值守，缺4人');
    await say('韩志强', '我的电话', { chat: 'direct' });
  });
  const quoted = { n: 1, from: '周书记', text: '周六上午垃圾分类桶前值守，缺4人' };

  it('are given by number', async () => {
    await say('林小雨', '我来', { quote: 1 });
    expect((await all()).at(-1)?.quote).toEqual(quoted);
    expect(last()).toMatchObject({
      quote: { name: '周书记', text: quoted.text, mine: false, id: 'local:1' },
    });
  });

  it('are found by their words, whole or cut, and by who said them', async () => {
    for (const quote of [quoted.text, '垃圾分类桶前', { from: '周书记', text: '周六上午' }, { n: 1 }]) {
      await say('林小雨', '我来', { quote });
      expect((await all()).at(-1)?.quote).toMatchObject({ n: 1, from: '周书记' });
    }
  });

  it('of the bot are told as its own', async () => {
    await say('林小雨', '@小援 在吗');
    await say('林小雨', '我来', { quote: '在的。想参加就回复“认领 12”。' });
    expect(last()).toMatchObject({ quote: { mine: true, name: '小援' } });
  });

  it('that are not in the chat are kept as they are', async () => {
    await say('林小雨', '我来', { quote: { from: '小援', text: '很早以前的一句' } });
    expect(last()).toMatchObject({ quote: { mine: true, name: '小援', text: '很早以前的一句' } });
    await say('林小雨', '我来', { quote: '谁也没说过' });
    expect(last()).toMatchObject({ quote: { mine: false, name: '', text: '谁也没说过' } });
  });

  it('never reach into somebody else’s direct chat', async () => {
    expect((await say('林小雨', '看看', { chat: 'direct', quote: 2 })).status).toBe(404);
    await say('林小雨', '看看', { chat: 'direct', quote: '我的电话' });
    expect(last()).toMatchObject({ quote: { name: '' } });
  });
});

describe('recall', () => {
  it('takes the words from the chat and from quotes, and is handed over', async () => {
    await say('林小雨', '我的电话 13800000000');
    await say('韩志强', '撤回一下吧', { quote: 1 });
    expect((await ask('recall', { from: '林小雨', n: 1 })).status).toBe(200);
    const messages = await all();
    expect(JSON.stringify(messages)).not.toContain('13800000000');
    expect(messages[0]).toMatchObject({ n: 1, text: '', recalled: true });
    expect(messages.at(-1)).toMatchObject({ kind: 'recall', recalls: 1, from: '林小雨' });
    expect(last()).toMatchObject({ type: 'recall', recalled: 'local:1' });
  });

  it('is for the sender only, once, and within two minutes of the chat’s clock', async () => {
    await say('林小雨', '说错了');
    await say('林小雨', '又说错了');
    expect(await ask('recall', { from: '韩志强', n: 1 })).toMatchObject({ status: 403 });
    expect(await ask('recall', { from: '林小雨', n: 9 })).toMatchObject({ status: 404 });
    await ask('clock', { now: '2026-11-27T07:02:00+08:00' });
    expect((await ask('recall', { from: '林小雨', n: 1 })).status).toBe(200);
    expect(await ask('recall', { from: '林小雨', n: 1 })).toMatchObject({ status: 409 });
    await ask('clock', { now: '2026-11-27T07:02:01+08:00' });
    expect(await ask('recall', { from: '林小雨', n: 2 })).toMatchObject({ status: 409 });
    expect((await all()).filter(({ recalled }) => recalled)).toHaveLength(1);
  });
});

describe('files', () => {
  async function upload(content: Uint8Array<ArrayBuffer>, more: Record<string, string> = {}) {
    const form = new FormData();
    for (const [name, value] of Object.entries({ chat: 'direct', from: '林小雨', ...more })) form.append(name, value);
    form.append('file', new File([content], '../../照片.png', { type: 'image/png' }));
    const response = await room.app.request('/local/api/messages', { method: 'POST', body: form });
    return { status: response.status, body: (await response.json()) as Answer };
  }

  it('take a picture: it is stored, shown and handed over', async () => {
    expect((await upload(new Uint8Array(png))).status).toBe(200);
    const [message] = await all();
    expect(message).toMatchObject({ kind: 'picture', picture: '/local/media/1', text: '' });
    const shown = await room.app.request('/local/media/1');
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(png);
    const event = last();
    if (event?.type !== 'message' || !event.attachment) throw new Error('no attachment');
    expect(event.attachment).toMatchObject({ kind: 'picture', mediaType: 'image/png', bytes: png.length });
    expect(event.attachment.path.startsWith(room.mediaDir)).toBe(true);
    expect(await readFile(event.attachment.path)).toEqual(png);
  });

  it('take a voice message with what was said in it', async () => {
    const ogg = new Uint8Array(Buffer.from('OggS and so on'));
    await upload(ogg, { transcript: ' 家里水管漏水 ' });
    expect((await all())[0]).toMatchObject({ kind: 'voice', voice: '/local/media/1', transcript: '家里水管漏水' });
    expect(last()).toMatchObject({ text: '', attachment: { kind: 'voice', transcript: '家里水管漏水' } });
  });

  it('refuse what is neither, and serve nothing that is gone', async () => {
    const page = await upload(new Uint8Array(Buffer.from('<svg onload="alert(1)">')));
    expect(page).toMatchObject({ status: 415, body: { error: expect.stringContaining('PNG') } });
    await upload(new Uint8Array(png));
    await ask('recall', { from: '林小雨', n: 1 });
    for (const path of ['/local/media/1', '/local/media/99', '/local/media/..%2f..%2fetc%2fpasswd'])
      expect((await room.app.request(path)).status).toBe(404);
  });
});

describe('clock', () => {
  it('does what falls due in between, in order and at its own time', async () => {
    world.due = [
      { at: '2026-11-28T08:00:00+08:00', text: '早报' },
      { at: '2026-11-27T18:00:00+08:00', text: '明天见', to: '林小雨' },
      { at: '2026-11-29T08:00:00+08:00', text: '后天的' },
    ];
    expect(await ask('clock', { now: '2026-11-28T00:00:00Z' })).toEqual({
      status: 200,
      body: { now: '2026-11-28T08:00:00+08:00' },
    });
    expect((await all()).map(({ text, at }) => [text, at])).toEqual([
      ['明天见', '2026-11-27T18:00:00+08:00'],
      ['早报', '2026-11-28T08:00:00+08:00'],
    ]);
  });

  it('reads a time without an offset as Beijing time, stands where it is, and tells the time', async () => {
    expect((await ask('clock', { now: '2026-11-27T09:30' })).body.now).toBe('2026-11-27T09:30:00+08:00');
    expect((await ask('clock', { now: '2026-11-27T09:30:00+08:00' })).status).toBe(200);
    expect((await ask('clock')).body.now).toBe('2026-11-27T09:30:00+08:00');
  });

  it.each([
    ['时钟只能往前走', { now: '2026-11-27T06:59:59+08:00' }],
    ['时钟一次最多往前走 366 天', { now: '2036-11-27T07:00:00+08:00' }],
    ['now 请写成这样的时间', { now: '明早8点' }],
    ['now 请写成这样的时间', { now: '2026-02-30T08:00:00+08:00' }],
    ['now 请写成这样的时间', {}],
    ['请用 JSON', 'now'],
  ])('answers “%s” to a time that it cannot go to', async (sentence, body) => {
    const answer = await ask('clock', body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toContain(sentence);
    expect(world.now).toEqual(new Date('2026-11-27T07:00:00+08:00'));
  });
});

describe('events', () => {
  const open = (query: string, headers: Record<string, string> = {}) =>
    eventsOf(room.app.request(`/local/api/events?${query}`, { headers }));

  it('bring what is there after a number, then what comes, to those who may see it', async () => {
    await say('周书记', '一');
    await say('周书记', '二');
    const mine = await open('person=林小雨&after=1');
    expect(await mine.next('message')).toMatchObject({ id: '2', data: { text: '二' } });
    expect(await mine.next('clock')).toMatchObject({ data: { now: '2026-11-27T07:00:00+08:00' } });
    await say('韩志强', '我的', { chat: 'direct' });
    await say('周书记', '三');
    expect(await mine.next('elsewhere')).toEqual({ id: '4', event: 'elsewhere', data: { to: '韩志强' } });
    expect(await mine.next('message')).toMatchObject({ id: '5', data: { text: '三' } });
    await mine.close();
  });

  it('go on after the last number that the browser has: nothing is lost, nothing comes twice', async () => {
    const got: string[] = [];
    let line = await open('person=林小雨&after=0');
    for (let i = 1; i <= 30; i++) {
      await say('周书记', `第${i}句`);
      const event = await line.next('message');
      got.push(String(event.data['text']));
      if (i % 7 !== 0) continue;
      await line.close();
      await say('周书记', `断线时的第${i}句`);
      line = await open('person=林小雨&after=0', { 'last-event-id': event.id });
      got.push(String((await line.next('message')).data['text']));
    }
    await line.close();
    expect(got).toEqual((await all()).map(({ text }) => text));
  });

  it('tell a recall and a moved clock', async () => {
    await say('林小雨', '说错了');
    const line = await open('person=周书记&after=1');
    await ask('recall', { from: '林小雨', n: 1 });
    expect(await line.next('message')).toMatchObject({ data: { kind: 'recall', recalls: 1 } });
    await ask('clock', { now: '2026-11-28T08:00:00+08:00' });
    expect((await line.next('clock')).data['now']).toBe('2026-11-28T08:00:00+08:00');
    await line.close();
  });
});
