/** The paste page as a leader uses it, in a real browser, with the whole program behind it. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { start } from '../../src/pages/server.ts';
import { openBrowser, openPage, type Size } from '../support/browser.ts';
import { newPasteStage, type PasteStage, twoOfOneName } from '../support/paste.ts';

let browser: Browser;
let stage: PasteStage;
let server: Awaited<ReturnType<typeof start>>;
let complaints: string[];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  stage = await newPasteStage({ now: '2026-11-27T10:28:00+08:00', people: twoOfOneName });
  server = await start(stage.site, 0);
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await server.close();
  await stage.close();
});

async function open(size: Size = 'phone', clipboard = true): Promise<Page> {
  const opened = await openPage(browser, `${server.url}/paste`, size);
  const { page } = opened;
  complaints = opened.complaints;
  if (clipboard) await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  await page.locator('#work, #first').filter({ visible: true }).first().waitFor();
  return page;
}
/** Screenshots for whoever wants to look: PASTE_SHOTS names a folder. */
async function shot(page: Page, name: string, size: Size) {
  const folder = process.env['PASTE_SHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/${name}-${size}.png`, fullPage: true });
}
const kind = (page: Page, words: string) => page.locator('.kinds label', { hasText: words }).click();
async function look(page: Page, text: string) {
  await page.fill('#text', text);
  await page.click('#look');
  await page.locator('#check .line').first().waitFor();
}
async function confirm(page: Page) {
  await page.click('#confirm');
  await page.locator('body[data-step=tray]').waitFor();
}
const post = (page: Page, text: string) => page.locator('#posts .post', { hasText: text });
/** The row where somebody says whose a name is. */
const named = (page: Page, name: string) =>
  page.locator('.name').filter({ has: page.locator('.name-head', { hasText: name }) });
const onClipboard = (page: Page) => page.evaluate('navigator.clipboard.readText()');

/** An activity stands open and its announcement was posted. */
async function published() {
  await stage.take('发布活动 周六上午9点到11点 桶前值守 3号楼前 需要2人', {
    chat: 'direct',
    who: await stage.person('周书记'),
  });
  await stage.take('是', { chat: 'direct', who: await stage.person('周书记') });
  await stage.post();
  await stage.moveClock('2026-11-27T10:50:00+08:00');
}

describe.each<Size>(['phone', 'desktop'])('on a %s', (size) => {
  it('a leader publishes, pastes what the group says, corrects a name and copies the answer', async () => {
    const page = await open(size);
    await shot(page, '1-paste', size);
    await kind(page, '我对小援说');
    await look(page, '发布活动 周六上午9点到11点 桶前值守 3号楼前 需要2人');
    await confirm(page);
    await post(page, '我理解的是').locator('.quick', { hasText: '是' }).click();
    await post(page, '新活动【1】').waitFor();
    await shot(page, '2-tray', size);
    await post(page, '新活动【1】').locator('button', { hasText: '复制' }).click();
    await post(page, '新活动【1】').locator('.mark', { hasText: '已发' }).waitFor();
    expect(await onClipboard(page)).toContain('新活动【1】桶前值守');
    await stage.moveClock('2026-11-27T10:50:00+08:00');
    await page.locator('.step[data-go=paste]').click();
    await kind(page, '群里的聊天');
    await look(page, '老何🌧 10:30\n我来\n苏梅 10:31\n今天萝卜不错\n王芳 10:33\n认领 1');
    expect(await page.locator('.line .understood').allTextContents()).toEqual([
      '认领 1',
      '闲聊，不处理',
      '还不知道是谁说的',
    ]);
    await shot(page, '3-check', size);
    await named(page, '老何').locator('select').selectOption({ label: '何平' });
    await page.locator('.says-text', { hasText: '记下了：何平' }).waitFor();
    await named(page, '王芳').locator('select').selectOption({ label: '王芳（二网格）' });
    await page.locator('.understood', { hasText: '还不知道' }).waitFor({ state: 'detached' });
    await shot(page, '4-check', size);
    await confirm(page);
    await post(page, '记下了：何平').waitFor();
    await shot(page, '5-tray', size);
    expect(complaints).toEqual([]);
  });

  it('everything fits: nothing to scroll sideways, what is tapped large enough', async () => {
    await published();
    await stage.take('何平 10:30\n我来');
    const page = await open(size);
    const fits = async () => {
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      for (const button of await page.locator('button:visible, select:visible, summary:visible').all()) {
        const box = await button.boundingBox();
        expect(Math.round(box?.height ?? 0), (await button.textContent()) ?? '').toBeGreaterThanOrEqual(44);
      }
    };
    await fits();
    await look(page, `很长的名字在这里呀小雨 10:32\n${'很长的一句话'.repeat(60)}${'a'.repeat(200)}\n王芳 10:33\n我来`);
    await fits();
    await page.locator('.step[data-go=tray]').dispatchEvent('click');
    await post(page, '记下了：何平').waitFor();
    await fits();
  });

  it('the first one who comes becomes the leader', async () => {
    await stage.close();
    stage = await newPasteStage({ now: '2026-11-27T10:28:00+08:00' });
    await server.close();
    server = await start(stage.site, 0);
    const page = await open(size);
    await shot(page, '0-first', size);
    await page.fill('#first-name', '周书记');
    await page.click('#first button');
    await page.locator('#paste').waitFor();
    await kind(page, '我对小援说');
    expect(await page.locator('#text-label').textContent()).toBe('周书记要说的话');
  });
});

describe('the tray', () => {
  it('a mark can be taken back, a text can be left', async () => {
    await published();
    await stage.take('何平 10:30\n我来');
    const page = await open();
    await page.locator('.step[data-go=tray]').click();
    await post(page, '何平').locator('button', { hasText: '复制' }).click();
    await post(page, '何平').locator('button', { hasText: '撤回标记' }).click();
    await post(page, '何平').locator('button', { hasText: '不用发' }).click();
    await post(page, '何平').locator('.mark', { hasText: '没有发' }).waitFor();
    expect(await page.locator('#waiting').isVisible()).toBe(false);
    expect((await stage.tray()).marked[0]).toMatchObject({ state: 'left' });
  });

  it('several texts for the group are copied as one', async () => {
    for (const text of ['第一条要发的话', '第二条要发的话'])
      await stage.channel.send({ id: text, chat: { kind: 'group', id: 'group' }, text });
    const page = await open();
    await page.locator('.step[data-go=tray]').click();
    await page.click('#all');
    await expect.poll(async () => (await stage.tray()).ready.length).toBe(0);
    expect(await onClipboard(page)).toBe('第一条要发的话\n\n第二条要发的话');
  });

  it('without a clipboard the text is there to be copied by hand', async () => {
    await stage.channel.send({ id: 'x', chat: { kind: 'group', id: 'group' }, text: '要发的话' });
    const page = await open('phone', false);
    await page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
    await page.locator('.step[data-go=tray]').click();
    await post(page, '要发的话').locator('button', { hasText: '复制' }).click();
    expect(await page.inputValue('#by-hand-text')).toBe('要发的话');
    expect((await stage.tray()).ready).toHaveLength(1);
    await page.click('#by-hand-done');
    await post(page, '要发的话').locator('.mark', { hasText: '已发' }).waitFor();
  });

  it('what somebody answered in private is written below what was sent', async () => {
    await stage.channel.send({ id: 'x', chat: { kind: 'direct', id: '何平' }, text: '明天上午9点桶前值守，别忘了' });
    const page = await open();
    await page.locator('.step[data-go=tray]').click();
    await post(page, '别忘了').locator('summary', { hasText: '何平回话了' }).click();
    await post(page, '别忘了').locator('textarea').fill('我的');
    await post(page, '别忘了').locator('button', { hasText: '告诉小援' }).click();
    await expect.poll(() => stage.received.at(-1)).toMatchObject({ text: '我的', from: { account: '何平' } });
  });

  it('a text with markup is only text', async () => {
    const text = '<img src=x onerror="document.title=1"> & <b>粗</b>';
    await stage.channel.send({ id: 'x', chat: { kind: 'group', id: 'group' }, text });
    const page = await open();
    await page.locator('.step[data-go=tray]').click();
    expect(await page.locator('.post-text').textContent()).toBe(text);
    expect(complaints).toEqual([]);
  });
});

describe('a line', () => {
  it('can be left out, and one that was handled can be handled again', async () => {
    await published();
    const page = await open();
    await look(page, '何平 10:30\n我来\n苏梅 10:31\n认领 1');
    await page.locator('.line').first().locator('button', { hasText: '这条不办' }).click();
    await page.locator('.understood', { hasText: '您选了不处理' }).waitFor();
    await page.locator('#confirm', { hasText: '办这1条' }).waitFor();
    await confirm(page);
    await page.locator('.step[data-go=paste]').click();
    await look(page, '苏梅 10:31\n认领 1');
    expect(await page.locator('#confirm').textContent()).toBe('没有新的，知道了');
    await page.locator('button', { hasText: '再办一次' }).click();
    await page.locator('#confirm', { hasText: '办这1条' }).waitFor();
  });

  it('of nobody is asked about', async () => {
    await published();
    const page = await open();
    await look(page, '#接龙\n周六桶前值守\n1. 何平\n2. 苏梅');
    await page.click('#confirm');
    await page.locator('#toast', { hasText: '请先选是谁说的' }).waitFor();
    await named(page, '没有名字的话').locator('select').selectOption({ label: '苏梅' });
    await page.locator('.understood', { hasText: '接龙' }).waitFor();
    await confirm(page);
    await post(page, '何平、苏梅').first().waitFor();
  });
});
