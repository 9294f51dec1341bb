/** The page of the local chat, and its styles, scripts and icon. */
import { Hono } from 'hono';
import { html } from 'hono/html';
import { staticFiles } from '../../pages/static-files.ts';
import { filesAt, Page } from './page.tsx';
import type { Room } from './room.ts';

/** The routes /local and /local/static. */
export function pages({ communityId, botName, groupName }: Pick<Room, 'communityId' | 'botName' | 'groupName'>): Hono {
  const app = new Hono();
  app.get('/local', (c) => c.html(html`<!doctype html>${<Page {...{ communityId, botName, groupName }} />}`));
  return app.route('/', staticFiles(filesAt, new URL('./static/', import.meta.url)));
}
