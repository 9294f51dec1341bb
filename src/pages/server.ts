/** The one web server: it carries the local chat, the WeChat login page and the leader's desk. */
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { isFull, isOutage } from '../db/errors.ts';
import { sharedFiles } from './static-files.ts';

/** Pictures from a telephone have 3–8 MB. */
const largestBody = 12 * 1024 * 1024;

/** Names under which the server may be called. Others come from pages that point their own name at this machine. */
const ownNames = new Set(['localhost', '127.0.0.1', '[::1]']);

const sentences = {
  foreign: '这个请求不是从本机的页面发来的，没有处理。请直接打开 http://127.0.0.1 的地址。',
  tooLarge: '文件太大了：最大 12 MB，请压缩后再发。',
  notFound: '没有这个页面，请检查地址。',
  fault: '出了点问题，这次没有做成。请稍后再试；如果总是这样，请看运行日志。',
  away: '数据库暂时连不上，这次没有办成：请过一会儿再发一次，不会重复。',
  full: '磁盘满了，这次没有办成：请管理机器人的人腾出一些空间，再发一次，不会重复。',
};

function say(c: Context, status: 403 | 404 | 413 | 500 | 503, sentence: string) {
  return c.req.path.includes('/api/') ? c.json({ error: sentence }, status) : c.text(sentence, status);
}

function hostname(host: string): string {
  return host.replace(/:\d+$/, '');
}

/** Another site's page must not act here: it would call with its own Origin, or under a host name that is not ours. */
function fromHere(c: Context): boolean {
  const host = c.req.header('host') ?? new URL(c.req.url).host;
  if (!ownNames.has(hostname(host))) return false;
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return true;
  const origin = c.req.header('origin');
  return origin === undefined || origin === `http://${host}`;
}

const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'blob:'],
    mediaSrc: ["'self'", 'blob:'],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  // Without any referrer a browser sends a form with the origin `null`, which is refused here as a foreign one.
  referrerPolicy: 'same-origin',
  // The server speaks plain HTTP on this machine only.
  strictTransportSecurity: false,
  permissionsPolicy: { camera: [], geolocation: [], microphone: ['self'] },
});

/**
 * Puts parts of the site together behind the same guards: strict headers, own host and origin only, a limit on bodies,
 * one sentence for every fault; with the files that all pages use. `home` is where `/` leads. `onFault` gets what went wrong, for the log.
 */
export function site(parts: readonly Hono[], home: string, onFault: (error: Error) => void): Hono {
  const app = new Hono();
  app.use(headers);
  app.use(async (c, next) => (fromHere(c) ? next() : say(c, 403, sentences.foreign)));
  app.use(bodyLimit({ maxSize: largestBody, onError: (c) => say(c, 413, sentences.tooLarge) }));
  for (const part of [sharedFiles(), ...parts]) app.route('/', part);
  app.get('/', (c) => c.redirect(home));
  app.get('/favicon.ico', (c) => c.body(null, 204));
  app.notFound((c) => say(c, 404, sentences.notFound));
  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status < 500) return error.getResponse();
    onFault(error);
    if (isOutage(error)) return say(c, 503, isFull(error) ? sentences.full : sentences.away);
    return say(c, 500, sentences.fault);
  });
  return app;
}

/**
 * Serves on 127.0.0.1; port 0 takes a free one. `close` ends open pages too.
 * Throws an Error whose message is one Chinese sentence when the port is taken or not allowed.
 */
export function start(app: Hono, port: number): Promise<{ url: string; close(): Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (info: AddressInfo) =>
      resolve({ url: `http://127.0.0.1:${info.port}`, close }),
    );
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new Error(portSentence(error, port), { cause: error })),
    );
    function close(): Promise<void> {
      return new Promise((done) => {
        server.close(() => done());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
    }
  });
}

function portSentence(error: NodeJS.ErrnoException, port: number): string {
  if (error.code === 'EADDRINUSE')
    return `端口 ${port} 已经有别的程序在用：请关掉那个程序，或换一个端口再启动，例如 PORT=${port + 1}。`;
  if (error.code === 'EACCES') return `没有权限使用端口 ${port}：请把 PORT 换成 1024 以上的数，例如 PORT=3000。`;
  return `网页服务没能在端口 ${port} 启动（${error.code ?? error.message}）：请换一个 PORT 再试。`;
}
