/** The page itself and its style, script and icon. There is no build step: the files are served as they lie here. */
import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { html } from 'hono/html';
import { Page } from './page.tsx';
import type { Room } from './room.ts';

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

const styles = ['theme.css', 'top.css', 'side.css', 'people.css', 'lines.css', 'bubbles.css', 'compose.css'];
const scripts = ['main', 'state', 'live', 'lines', 'bubbles', 'menu', 'people', 'compose', 'attach', 'clock'].map(
  (name) => `${name}.js`,
);
const names = [...styles, ...scripts, 'icon.svg'];
const files = new Map(names.map((name) => [name, readFileSync(new URL(`./static/${name}`, import.meta.url), 'utf8')]));

/** The routes /local and /local/static. */
export function pages(room: Pick<Room, 'communityId' | 'botName' | 'groupName'>): Hono {
  const app = new Hono();
  app.get('/local', (c) =>
    c.html(
      html`<!doctype html>${<Page communityId={room.communityId} botName={room.botName} groupName={room.groupName} styles={styles} />}`,
    ),
  );
  app.use('/local/static/*', etag());
  app.get('/local/static/:name', (c) => {
    const name = c.req.param('name');
    const file = files.get(name);
    if (file === undefined) return c.notFound();
    return c.body(file, 200, {
      'content-type': types[name.slice(name.lastIndexOf('.') + 1)] ?? 'text/plain',
      'cache-control': 'no-cache',
    });
  });
  return app;
}
