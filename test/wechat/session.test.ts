import { readdir, stat } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import type { ChannelState } from '../../src/channel/channel.ts';
import type { Incoming } from '../../src/chat/message.ts';
import { record } from './server/record.ts';
import { startWorld, type TestWorld } from './world.ts';

let world: TestWorld;
afterEach(() => world.end());

const quick = { firstPause: 50, longestPause: 200 };
const texts = (events: readonly Incoming[]) =>
  events.map((event) => (event.type === 'message' ? event.text : event.type));
const count = (name: string) => world.server.calls.all.filter((call) => call === name).length;

async function group(topic = '星援群') {
  const wangda = world.server.world.friend('王达');
  return { wangda, room: world.server.world.room(topic, [wangda]) };
}

test.each([1100, 1101, 1102] as const)(
  'session ended with %i: a new scan is asked for, and what was missed comes in order with the new ids',
  async (code) => {
    world = await startWorld();
    const { wangda, room } = await group();
    const { channel, events } = await world.start({ limits: quick });
    const oldId = world.server.id(room);
    world.server.endSession(code);
    expect(await world.endings(2)).toEqual(['gaveUp', 'sessionGone']);
    expect(channel.state()).toMatchObject({ state: 'offline', note: '微信已退出登录，稍等会出现二维码，请重新扫码。' });
    await world.server.calls.several(2, (name) => name === 'qr');
    for (const text of ['一', '二', '三']) world.server.say(room, wangda, text);
    await world.server.scan();
    await events.several(3);
    expect(texts(events.all)).toEqual(['一', '二', '三']);
    expect(events.all[0]?.chat.id).toBe(world.server.id(room));
    expect(world.server.id(room)).not.toBe(oldId);
    expect(channel.state()).toEqual({ state: 'online', note: '微信在线。' });
    expect(count('webwxlogout')).toBe(0);
  },
);

test('a QR code is shown, drawn in the terminal and replaced when it has run out', async () => {
  world = await startWorld();
  const drawn = record<string>();
  const shown = record<ChannelState>();
  const channel = world.channel({ limits: quick, print: (text) => drawn.add(text) });
  channel.watch?.((state) => state.state === 'scan' && shown.add(state));
  const scanned = channel.start(async () => undefined);
  const [first] = await shown.several(1);
  expect(first).toMatchObject({ state: 'scan', note: '请用机器人的微信扫码登录。' });
  expect(first?.qr).toMatch(/^https:\/\/login\.weixin\.qq\.com\/l\/uuid-/);
  await world.server.calls.wait((name) => name === 'login');
  world.server.expireQr();
  const second = (await shown.several(2))[1];
  expect(second?.qr).not.toBe(first?.qr);
  await world.server.scan();
  await world.online(1);
  await scanned;
  await drawn.several(2);
  expect([drawn.all.length, drawn.all[0]]).toEqual([2, expect.stringContaining('▄')]);
  expect(count('webwxlogout')).toBe(0);
});

test('stopped and started again it needs no scan, and takes what was said meanwhile', async () => {
  world = await startWorld();
  const { wangda, room } = await group();
  const first = await world.start();
  await first.channel.stop();
  expect(first.channel.state()).toEqual({ state: 'offline', note: '微信已停止。' });
  const hourAgo = new Date(Date.now() - 3_600_000);
  world.server.say(room, wangda, '你睡着的时候', { at: hourAgo });
  const { events } = await world.start();
  const [event] = await events.several(1);
  expect(event).toMatchObject({ text: '你睡着的时候', at: new Date(Math.floor(+hourAgo / 1000) * 1000).toISOString() });
  expect([count('qr'), count('webwxlogout')]).toEqual([1, 0]);
});

test('a channel that gave its account away and has it again goes on in the same program, without a scan', async () => {
  world = await startWorld();
  const { wangda, room } = await group();
  const { channel } = await world.start();
  await channel.stop();
  world.server.say(room, wangda, '换班的时候');
  const events = record<Incoming>();
  await channel.start(async (event) => events.add(event));
  await events.several(1);
  expect([texts(events.all), channel.state().state, count('qr')]).toEqual([['换班的时候'], 'online', 1]);
});

test('a zombie that syncs nothing is started anew and comes back without a scan', async () => {
  world = await startWorld({ hold: 300 });
  const { wangda, room } = await group();
  const { events } = await world.start({ limits: { ...quick, quiet: 8000 } });
  await world.server.network('silent');
  for (const text of ['一', '二']) world.server.say(room, wangda, text);
  expect((await world.endings(1))[0]).toBe('quiet');
  await world.server.network('up');
  await events.several(2);
  expect(texts(events.all)).toEqual(['一', '二']);
  expect(count('qr')).toBe(1);
});

test('a group without a member list breaks nothing', async () => {
  world = await startWorld();
  const { wangda } = await group();
  const odd = { UserName: '@@odd', NickName: '怪群', MemberCount: 3 };
  world.server.fault('webwxgetcontact', { body: { BaseResponse: { Ret: 0 }, MemberList: [odd], Seq: 0 } });
  const { events } = await world.start();
  world.server.say(wangda, wangda, '在吗');
  await events.several(1);
  expect([texts(events.all), world.logs.all.filter(({ msg }) => msg.endsWith('ended'))]).toEqual([['在吗'], []]);
});

test('with the network away it tries again with growing pauses, says so, and floods no log', async () => {
  world = await startWorld({ hold: 300 });
  const { wangda, room } = await group();
  const { channel, events } = await world.start({
    limits: { firstPause: 50, longestPause: 400, quiet: 8000, steady: 600_000 },
  });
  await world.server.network('refused');
  expect(await world.endings(5)).toEqual(['quiet', 'gaveUp', 'gaveUp', 'gaveUp', 'gaveUp']);
  expect(channel.state()).toEqual({ state: 'offline', note: '微信断开了，正在重新连接。' });
  const pauses = world.logs.all.flatMap(({ pause }) => pause ?? []);
  expect(pauses).toEqual([50, 100, 200, 400, 400]);
  expect(world.logs.all.filter(({ level }) => level >= 40).length).toBeLessThan(40);
  world.server.say(room, wangda, '网好了');
  await world.server.network('up');
  await events.several(1);
  expect([texts(events.all), count('qr')]).toEqual([['网好了'], 1]);
});

test('a hiccup of the server is got over in the same process', async () => {
  world = await startWorld({ hold: 300 });
  const { wangda, room } = await group();
  const { events } = await world.start();
  world.server.fault('synccheck', { status: 502 }, { times: 3 });
  // After three failures wechat4u logs in again by itself.
  await world.server.calls.several(2, (name) => name === 'webwxinit');
  world.server.say(room, wangda, '还在吗');
  await events.several(1);
  expect([texts(events.all), world.logs.all.filter(({ msg }) => msg.endsWith('ended'))]).toEqual([['还在吗'], []]);
});

test('an exception that nobody caught ends the process and is logged; the next one goes on without a scan', async () => {
  world = await startWorld();
  const { wangda, room } = await group();
  world.server.fault('webwxgetcontact', { body: { BaseResponse: { Ret: 0 }, MemberList: [null] } });
  const { events } = await world.start({ limits: quick });
  expect(await world.endings(1)).toEqual(['fault']);
  await world.logs.wait(({ level, msg }) => level === 50 && msg.includes('TypeError'));
  world.server.say(room, wangda, '回来了');
  await events.several(1);
  expect([texts(events.all), count('qr')]).toEqual([['回来了'], 1]);
});

test('too much memory: the process is started anew without a scan', async () => {
  world = await startWorld({ hold: 100 });
  const { channel } = await world.start({ limits: { ...quick, memory: 1 } });
  expect(await world.endings(2)).toEqual(['memory', 'memory']);
  await channel.stop();
  expect([count('qr'), count('webwxlogout')]).toEqual([1, 0]);
});

test('the spell that logs wechat4u out has no effect', async () => {
  world = await startWorld();
  const { wangda } = await group();
  const { events } = await world.start();
  world.server.say(wangda, wangda, { MsgType: 1, Content: '🌚 🌝🌚 🌝🌚 🌝' });
  world.server.say(wangda, wangda, '在吗');
  await events.several(2);
  expect(texts(events.all)).toEqual(['🌚 🌝🌚 🌝🌚 🌝', '在吗']);
  expect([count('webwxlogout'), world.logs.all.filter(({ msg }) => msg.endsWith('ended'))]).toEqual([0, []]);
});

test('the login is kept where only the owner may read it', async () => {
  world = await startWorld();
  const { channel } = await world.start();
  await channel.stop();
  const folder = `${world.dataDir}/wechat`;
  expect(await readdir(folder)).toContain('星援.memory-card.json');
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
});

test('a puppet that is not installed is refused with one sentence', async () => {
  world = await startWorld();
  expect(() => world.channel({ puppet: 'wechaty-puppet-nowhere' })).toThrow(
    '没有找到微信接口包 wechaty-puppet-nowhere：请先运行 npm install wechaty-puppet-nowhere，或把 PUPPET 改成已安装的包名。',
  );
});
