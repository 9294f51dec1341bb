/** The page itself, its style and its script. There is no build step: the files are served as they lie here. */
import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { html } from 'hono/html';
import { Page } from './page.tsx';
import type { Room } from './room.ts';

const styles = ['theme.css', 'frame.css', 'piece.css', 'tray.css'];
const scripts = ['main.js', 'state.js', 'people.js', 'piece.js', 'check.js', 'tray.js'];
const files = new Map(
  [...styles, ...scripts].map((name) => [name, readFileSync(new URL(`./static/${name}`, import.meta.url), 'utf8')]),
);

/** The routes /paste and /paste/static. */
export function pages({ communityId, botName, groupName }: Pick<Room, 'communityId' | 'botName' | 'groupName'>): Hono {
  const app = new Hono();
  app.get('/paste', (c) => {
    c.header('cache-control', 'no-store');
    return c.html(html`<!doctype html>${<Page {...{ communityId, botName, groupName, styles }} />}`);
  });
  app.use('/paste/static/*', etag());
  app.get('/paste/static/:name', (c) => {
    const name = c.req.param('name');
    const file = files.get(name);
    if (file === undefined) return c.notFound();
    const type = name.endsWith('.css') ? 'text/css' : 'text/javascript';
    return c.body(file, 200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-cache' });
  });
  return app;
}
