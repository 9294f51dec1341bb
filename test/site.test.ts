/** The web server: who may call it, what it sends along, and what it says when it cannot start. */
import { Hono } from 'hono';
import { afterEach, describe, expect, it } from 'vitest';
import type { ChannelState } from '../src/channel/channel.ts';
import { site, start } from '../src/pages/server.ts';
import { wechatLogin } from '../src/pages/wechat-login.tsx';

const parts = new Hono()
  .get('/page', (c) => c.text('ok'))
  .post('/x/api/do', async (c) => c.json({ size: (await c.req.arrayBuffer()).byteLength }))
  .get('/x/api/fault', () => {
    throw new Error('password=secret');
  });
const faults: Error[] = [];
const app = site([parts], '/page', (error) => faults.push(error));
const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});
async function serving(port = 0) {
  const server = await start(app, port);
  running.push(server);
  return server;
}

describe('the site', () => {
  it('allows no script but its own files', async () => {
    const { headers } = await app.request('/page');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
  });

  it.each([
    ['another site’s page', { origin: 'https://example.com' }],
    ['another port of this machine', { origin: 'http://localhost:8080' }],
    ['a page without an origin', { origin: 'null' }],
    ['a name that was pointed at this machine', { host: 'rebound.example:3000' }],
  ])('does nothing for %s', async (_, headers) => {
    const response = await app.request('/x/api/do', { method: 'POST', body: '{}', headers: { ...headers } });
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({ error: expect.stringContaining('没有处理') });
  });

  it.each([
    ['its own page', { origin: 'http://localhost' }],
    ['a script', {}],
  ])('works for %s', async (_, headers) => {
    expect((await app.request('/x/api/do', { method: 'POST', body: '{}', headers: { ...headers } })).status).toBe(200);
  });

  it('shows nothing of a foreign host name, also when only reading', async () => {
    expect((await app.request('/page', { headers: { host: 'rebound.example' } })).status).toBe(403);
  });

  it('has one sentence for what is not there, too large, or broken', async () => {
    expect(await (await app.request('/nothing')).text()).toContain('没有这个页面');
    const { url } = await serving();
    const large = await fetch(`${url}/x/api/do`, { method: 'POST', body: new Uint8Array(13 * 1024 * 1024) });
    expect([large.status, await large.json()]).toEqual([413, { error: expect.stringContaining('12 MB') }]);
    const broken = await app.request('/x/api/fault');
    expect([broken.status, await broken.text()]).toEqual([500, expect.not.stringContaining('secret')]);
    expect(faults.map(({ message }) => message)).toEqual(['password=secret']);
  });

  it('has every style that the login page names', async () => {
    const state = (): ChannelState => ({ state: 'online', note: '微信在线。' });
    const all = site([wechatLogin({ state }, { make: async () => '', hours: 24 })], '/wechat', () => undefined);
    const html = await (await all.request('/wechat')).text();
    const addresses = [...html.matchAll(/rel="stylesheet" href="([^"]+)"/g)].map((found) => found[1]!);
    expect(addresses).toHaveLength(2);
    for (const address of addresses) {
      const { status, headers } = await all.request(address);
      expect([address, status, headers.get('content-type')]).toEqual([address, 200, 'text/css; charset=utf-8']);
    }
  });

  it('leads from / to its first page', async () => {
    expect((await app.request('/')).headers.get('location')).toBe('/page');
  });
});

describe('start', () => {
  it('listens on 127.0.0.1 and answers', async () => {
    const { url } = await serving();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await fetch(`${url}/page`)).text()).toBe('ok');
  });

  it('says in one sentence that a port is taken, and names PORT', async () => {
    const { url } = await serving();
    const port = Number(new URL(url).port);
    await expect(start(app, port)).rejects.toThrow(new RegExp(`^端口 ${port} 已经有别的程序在用：.*PORT=\\d+。$`));
  });

  it('closes although somebody still listens', async () => {
    const waiting = new Hono().get('/wait', (c) => c.body(new ReadableStream()));
    const server = await start(
      site([waiting], '/wait', () => undefined),
      0,
    );
    const open = await fetch(`${server.url}/wait`);
    await server.close();
    await expect(open.text()).rejects.toThrow();
  });
});

describe('the WeChat login page', () => {
  let codes = 0;
  const oneTime = { make: async () => `CODE${++codes}`, hours: 24 };

  it('makes a one-time code only when asked to, and a page that looks again makes none', async () => {
    const login = wechatLogin({ state: () => ({ state: 'online', note: '微信在线。' }) }, oneTime);
    const before = codes;
    expect(await (await login.request('/wechat')).text()).toContain('生成口令');
    expect(codes).toBe(before);
    const made = await login.request('/wechat/code', { method: 'POST' });
    const text = await made.text();
    expect([made.headers.get('cache-control'), text.includes(`CODE${before + 1}`)]).toEqual(['no-store', true]);
    expect(text).not.toContain('http-equiv="refresh"');
  });

  const page = async (state: ChannelState) => {
    const response = await wechatLogin({ state: () => state }, oneTime).request('/wechat');
    expect(response.headers.get('cache-control')).toBe('no-store');
    return response.text();
  };

  it('shows the code to scan, and looks again by itself', async () => {
    const html = await page({ state: 'scan', note: '请在手机上确认登录。', qr: 'https://login.example/l/abc' });
    expect(html).toContain('<!doctype html>');
    expect(html).toContain('<svg');
    expect(html).toContain('请用微信扫一扫登录');
    expect(html).toContain('http-equiv="refresh"');
    expect(html).not.toContain('login.example');
  });

  it('says how it is when there is nothing to scan', async () => {
    const online = await page({ state: 'online', note: '已登录：小援' });
    expect(online).toContain('微信在线');
    expect(online).not.toContain('<svg');
    const offline = await page({ state: 'offline', note: '网络断了 <b>5 分钟</b>' });
    expect(offline).toContain('微信没有连上');
    expect(offline).toContain('&lt;b&gt;');
  });
});
