/** The local chat as a newcomer uses it, in a real browser. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { start } from '../../src/pages/server.ts';
import { png } from '../channels.suite.ts';
import { openBrowser, openPage, type Size } from '../support/browser.ts';
import { testStore } from '../support/database.ts';
import { type EchoWorld, echoRoom, echoWorld } from '../support/local.ts';

const store = await testStore();
let browser: Browser;
let world: EchoWorld;
let room: Awaited<ReturnType<typeof echoRoom>>;
let server: Awaited<ReturnType<typeof start>>;
let complaints: string[];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await store.close();
});
beforeEach(async () => {
  world = echoWorld();
  room = await echoRoom(store.db, world, { demo: true });
  server = await start(room.app, 0);
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await server.close();
});

async function open(name: string, chat: 'group' | 'direct' = 'group', size: Size = 'desktop'): Promise<Page> {
  const address = `${server.url}/local?me=${encodeURIComponent(name)}&chat=${chat}`;
  const opened = await openPage(browser, address, size);
  complaints = opened.complaints;
  await opened.page.locator('#my-name', { hasText: name }).waitFor();
  return opened.page;
}

async function write(page: Page, text: string) {
  await page.fill('#text', text);
  await page.click('#send');
}

const line = (page: Page, text: string) => page.locator('.line', { hasText: text });
const seen = (page: Page, text: string) => line(page, text).first().waitFor();
const texts = (page: Page) => page.locator('.line .bubble').allTextContents();

describe.each<Size>(['phone', 'desktop'])('on a %s', (size) => {
  it('a newcomer finds how it works, three things to try, and an answer', async () => {
    const page = await open('姜奶奶', 'direct', size);
    expect(await page.locator('#hint').textContent()).toContain('挑个人来扮演');
    expect(await page.locator('.try').count()).toBe(3);
    await page.locator('.try').first().click();
    expect(await page.inputValue('#text')).toBe('家里水管漏水，3号楼2单元501，下午都在');
    await page.click('#send');
    await seen(page, '收到：家里水管漏水');
    expect(await texts(page)).toHaveLength(2);
    await page.click('#hint-close');
    expect(await page.locator('#hint').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });

  it('everything fits: nothing to scroll sideways, the input in sight, what is tapped large enough', async () => {
    const page = await open('周书记', 'group', size);
    await write(page, `${'很长的一句话'.repeat(60)}${'a'.repeat(200)}`);
    await seen(page, '很长的一句话');
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    const { height = 0 } = page.viewportSize() ?? {};
    const send = await page.locator('#send').boundingBox();
    expect((send?.y ?? height) + (send?.height ?? 0)).toBeLessThanOrEqual(height);
    for (const button of await page.locator('button:visible:not(.more)').all()) {
      const box = await button.boundingBox();
      expect(Math.round(box?.height ?? 0), (await button.textContent()) ?? '').toBeGreaterThanOrEqual(40);
    }
  });

  it('one changes whom one plays', async () => {
    const page = await open('周书记', 'group', size);
    await write(page, '大家早');
    if (size === 'phone') await page.click('#me');
    await page.locator('.person:visible', { hasText: '韩志强' }).click();
    await page.locator('#my-name', { hasText: '韩志强' }).waitFor();
    await page.locator('.line:not(.own)', { hasText: '大家早' }).waitFor();
    expect(await page.locator('.try').first().textContent()).toBe('我来');
  });
});

describe('writing', () => {
  it('Enter sends, Shift+Enter makes a new line', async () => {
    const page = await open('林小雨');
    await page.click('#text');
    await page.keyboard.type('第一行');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('第二行');
    await page.keyboard.press('Enter');
    await seen(page, '第二行');
    expect(await texts(page)).toEqual(['第一行\n第二行']);
    expect(await page.inputValue('#text')).toBe('');
  });

  it('Enter while Chinese is being composed takes the word and sends nothing', async () => {
    const page = await open('林小雨');
    const keyboard = await page.context().newCDPSession(page);
    await page.click('#text');
    await keyboard.send('Input.imeSetComposition', { text: 'woqu', selectionStart: 4, selectionEnd: 4 });
    // As an input method does it: the key is told, and no character comes of it.
    await keyboard.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      key: 'Enter',
      code: 'Enter',
      windowsVirtualKeyCode: 13,
    });
    await keyboard.send('Input.insertText', { text: '我去' });
    expect(await page.inputValue('#text')).toBe('我去');
    expect(world.received).toEqual([]);
    await page.keyboard.press('Enter');
    await seen(page, '我去');
    expect(world.received).toHaveLength(1);
  });

  it('markup is only text', async () => {
    const page = await open('林小雨');
    await write(page, '<img src=x onerror="document.title=1"> & <b>粗</b>');
    await seen(page, 'onerror');
    expect(await texts(page)).toEqual(['<img src=x onerror="document.title=1"> & <b>粗</b>']);
    expect(complaints).toEqual([]);
  });

  it('what was not sent stays in the input, and is said once when it is sent again', async () => {
    const page = await open('林小雨');
    await page.route('**/local/api/messages', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await write(page, '我来');
    await page.locator('#toast', { hasText: '没有连上' }).waitFor();
    await page.unroute('**/local/api/messages');
    expect(await page.inputValue('#text')).toBe('我来');
    await page.click('#send');
    await expect.poll(() => page.inputValue('#text')).toBe('');
    await write(page, '说完了');
    await seen(page, '说完了');
    expect(await texts(page)).toEqual(['我来', '说完了']);
  });
});

describe('with a message one', () => {
  it('mentions the bot', async () => {
    const page = await open('林小雨');
    await page.click('#mention');
    await page.keyboard.type('这周有什么活动');
    await page.keyboard.press('Enter');
    await seen(page, '认领 12');
    expect(world.received[0]).toMatchObject({ text: '@小援 这周有什么活动', mention: true });
    expect(await page.locator('.at').first().textContent()).toBe('@小援');
    expect(await page.locator('.try').nth(1).textContent()).toBe('认领 12');
  });

  it('quotes, by the menu of a line', async () => {
    await room.channel.send({ id: 'q', chat: { kind: 'group', id: 'group' }, text: '周六桶前值守，还差2人' });
    const page = await open('林小雨');
    await line(page, '还差2人').locator('.bubble').click({ button: 'right' });
    await page.click('.menu >> text=引用');
    await write(page, '我来');
    await page.locator('.own .quote', { hasText: '小援：周六桶前值守' }).waitFor();
    expect(world.received[0]).toMatchObject({ text: '我来', quote: { mine: true, id: 'local:1' } });
  });

  it('takes back what one said, for two minutes', async () => {
    const page = await open('林小雨');
    const other = await open('周书记');
    await write(page, '说错了');
    await seen(other, '说错了');
    await line(page, '说错了').hover();
    await line(page, '说错了').locator('.more').click();
    await page.click('.menu >> text=撤回');
    await page.locator('.notice', { hasText: '您撤回了一条消息' }).waitFor();
    await other.locator('.notice', { hasText: '“林小雨”撤回了一条消息' }).waitFor();
    expect(await texts(other)).toEqual([]);
    await page.click('text=重新编辑');
    expect(await page.inputValue('#text')).toBe('说错了');
    await page.click('#send');
    await seen(page, '说错了');
    await page.click('[data-move=hour]');
    await page.locator('#now', { hasText: '08:00' }).waitFor();
    await line(page, '说错了').locator('.bubble').click({ button: 'right' });
    expect(await page.locator('.menu >> text=撤回').count()).toBe(0);
  });

  it('sends a picture, and looks at it large', async () => {
    const page = await open('姜奶奶', 'direct');
    await page.setInputFiles('#picture', { name: '水管.png', mimeType: 'image/png', buffer: png });
    await page.locator('#attached img').waitFor();
    await page.click('#send');
    await page.locator('.own .picture img').waitFor();
    await seen(page, '收到：[图片]');
    expect(world.received[0]).toMatchObject({ attachment: { kind: 'picture', name: '水管.png' } });
    await page.click('.own .picture');
    expect(await page.locator('#lightbox').isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('sends a voice message with what was said in it', async () => {
    const page = await open('姜奶奶', 'direct');
    const buffer = Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt \x10\0\0\0', 'latin1'), Buffer.alloc(40)]);
    await page.setInputFiles('#voice', { name: '录音.wav', mimeType: 'audio/wav', buffer });
    await page.fill('#transcript', '家里停水了');
    await page.click('#send');
    await page.locator('.own .transcript', { hasText: '家里停水了' }).waitFor();
    await seen(page, '收到：家里停水了');
  });
});

describe('live', () => {
  it('a private message is seen by its person only; others see a dot, and the tab counts', async () => {
    const lin = await open('林小雨');
    const zhou = await open('周书记');
    await room.channel.send({ id: 'p', chat: { kind: 'direct', id: '林小雨' }, text: '6号楼2单元501' });
    await lin.locator('.tab[data-chat=direct] .dot', { hasText: '1' }).waitFor();
    await zhou.locator('.cast .person[data-name=林小雨] .dot').waitFor();
    expect(await zhou.content()).not.toContain('6号楼2单元501');
    await lin.click('.tab[data-chat=direct]');
    await seen(lin, '6号楼2单元501');
    expect(await lin.locator('.tab[data-chat=direct] .dot').isVisible()).toBe(false);
    await zhou.click('.cast .person[data-name=林小雨]');
    await zhou.locator('.tab[data-chat=direct] .dot', { hasText: '1' }).waitFor();
    expect(await zhou.locator('.cast .person[data-name=林小雨] .dot').count()).toBe(0);
  });

  it('after the server was away the page goes on where it was: nothing lost, nothing twice', async () => {
    const page = await open('林小雨');
    await write(page, '断线之前');
    await seen(page, '断线之前');
    const port = Number(new URL(server.url).port);
    await server.close();
    await page.locator('#broken').waitFor();
    for (const word of ['一', '二', '三'])
      await room.channel.send({ id: word, chat: { kind: 'group', id: 'group' }, text: `断线时的第${word}句` });
    server = await start(room.app, port);
    await seen(page, '断线时的第三句');
    await page.locator('#broken').waitFor({ state: 'hidden' });
    await write(page, '接上之后');
    await seen(page, '接上之后');
    expect(await texts(page)).toEqual(['断线之前', '断线时的第一句', '断线时的第二句', '断线时的第三句', '接上之后']);
  });

  it('moving the clock brings what falls due, at its time', async () => {
    world.due = [
      { at: '2026-11-27T18:00:00+08:00', text: '明天上午见' },
      { at: '2026-11-28T08:00:00+08:00', text: '今天的安排' },
    ];
    const page = await open('周书记');
    await page.click('[data-move=morning]');
    await seen(page, '今天的安排');
    await page.locator('#now', { hasText: '11月28日 周六08:00' }).waitFor();
    expect(await page.locator('.when').allTextContents()).toEqual(['昨天 18:00', '08:00']);
    await page.click('#pick');
    await page.fill('#when', '2026-11-28T07:00');
    await page.click('.picker button');
    await page.locator('#toast', { hasText: '时钟只能往前走' }).waitFor();
    await page.fill('#when', '2026-11-29T12:30');
    await page.click('.picker button');
    await page.locator('#now', { hasText: '11月29日 周日12:30' }).waitFor();
  });

  it('older messages can be fetched', async () => {
    for (let i = 1; i <= 230; i++)
      await room.channel.send({ id: `m${i}`, chat: { kind: 'group', id: 'group' }, text: `第${i}条` });
    const page = await open('周书记');
    await seen(page, '第230条');
    expect(await page.locator('.line').count()).toBe(200);
    await page.click('#older');
    await expect.poll(() => page.locator('.line').count()).toBe(230);
    expect(await page.locator('#older').isVisible()).toBe(false);
  });

  it('an empty community begins with adding somebody', async () => {
    world.people = [];
    const { page } = await openPage(browser, `${server.url}/local`, 'phone');
    await page.fill('#add input', '赵敏');
    await page.selectOption('#add select', 'leader');
    await page.click('#add button');
    await page.locator('#my-name', { hasText: '赵敏' }).waitFor();
    expect(world.people).toEqual([{ name: '赵敏', role: 'leader' }]);
    expect(await page.locator('.try').count()).toBe(3);
  });
});
