/** The WeChat login page in a real browser, behind the guards of the site. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { site, start } from '../../src/pages/server.ts';
import { wechatLogin } from '../../src/pages/wechat-login.tsx';
import { openBrowser, openPage, type Size } from '../support/browser.ts';

let browser: Browser;
let server: Awaited<ReturnType<typeof start>>;

beforeAll(async () => {
  browser = await openBrowser();
  const login = wechatLogin(
    { state: () => ({ state: 'online', note: '已登录：小援' }) },
    { make: async () => 'ABC234', hours: 24 },
  );
  server = await start(
    site([login], '/wechat', () => undefined),
    0,
  );
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

it.each<Size>(['phone', 'desktop'])('on a %s a tap gives the one-time code', async (size) => {
  const { page, complaints } = await openPage(browser, `${server.url}/wechat`, size);
  await page.getByRole('button', { name: '生成口令' }).click();
  expect(await page.locator('.code').textContent()).toBe('ABC234');
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  expect(complaints).toEqual([]);
});
