/** Styles and scripts of the pages. There is no build step: the files are served as they lie there. */
import { readdirSync, readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { etag } from 'hono/etag';

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/**
 * The routes `at`/name of all files in a folder, which is read once, now.
 * @param folder ends with a slash
 */
export function staticFiles(at: string, folder: URL): Hono {
  const files = new Map(readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]));
  const app = new Hono();
  app.use(`${at}/*`, etag());
  app.get(`${at}/:name`, (c) => {
    const name = c.req.param('name');
    const file = files.get(name);
    if (file === undefined) return c.notFound();
    const type = types[name.slice(name.lastIndexOf('.') + 1)] ?? 'text/plain';
    return c.body(file, 200, { 'content-type': type, 'cache-control': 'no-cache' });
  });
  return app;
}

/** Where every page finds what all of them use. The pages' scripts import it by a path that leads there on disk too, so that editors find it. */
export const sharedAt = '/pages/static';

/** What all pages use. */
export const sharedFiles = (): Hono => staticFiles(sharedAt, new URL('./static/', import.meta.url));
