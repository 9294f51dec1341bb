/** A real Chromium, for tests of pages. */
import { type Browser, chromium, type Page } from 'playwright-core';

export type Size = 'phone' | 'desktop';
const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
    ],
  });
}

/** Opens a page with a storage of its own. `complaints` collects what the browser complains about: errors, blocked scripts and styles. */
export async function openPage(
  browser: Browser,
  url: string,
  size: Size,
): Promise<{ page: Page; complaints: string[] }> {
  const touch = size === 'phone' ? { hasTouch: true, isMobile: true } : {};
  const context = await browser.newContext({ viewport: sizes[size], locale: 'zh-CN', timezoneId: 'UTC', ...touch });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  return { page, complaints };
}
