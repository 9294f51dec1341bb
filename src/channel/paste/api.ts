/** What the paste page asks of the program. */
import { Hono } from 'hono';
import { z } from 'zod';
import { toLocal } from '../../clock/zone.ts';
import { readBody, refused, say, sendFile } from '../../pages/requests.ts';
import { askedSchema } from './plan.ts';
import type { Room } from './room.ts';
import type { TrayRow } from './tables.ts';
import { look, take } from './take.ts';
import { mark, marked, ready, trayRow } from './tray.ts';
import { fields, refusals } from './wording.ts';

const markSchema = z.object({
  ids: z
    .array(z.string().max(100), { error: fields.state })
    .min(1, { error: fields.state })
    .max(100, { error: fields.state }),
  state: z.enum(['ready', 'sent', 'left'], { error: fields.state }),
});
const leaderSchema = z.object({
  name: z.string({ error: fields.name }).trim().min(1, { error: fields.name }).max(20, { error: fields.name }),
});

/** A message of the tray as the page shows it; times are local to the community. `person` is who answers it. */
function view(room: Room, row: TrayRow, persons: ReadonlyMap<string, string>) {
  const person = persons.get(row.account);
  return {
    id: row.id,
    ...(row.chat === 'direct' ? { to: row.account } : {}),
    ...(row.chat === 'direct' && person ? { person } : {}),
    text: row.text,
    state: row.state,
    made: toLocal(row.madeAt, room.zone),
    ...(row.picture ? { picture: `/paste/picture/${encodeURIComponent(row.id)}` } : {}),
  };
}

async function tray(room: Room) {
  const persons = await room.desk.settledNames();
  const show = (row: TrayRow) => view(room, row, persons);
  const waiting = await ready(room.db, room.communityId);
  const done = await marked(room.db, room.communityId);
  return { now: toLocal(room.desk.now(), room.zone), ready: waiting.map(show), marked: done.map(show) };
}

/** The routes under /paste/api and /paste/picture. */
export function api(room: Room): Hono {
  const app = new Hono();
  app.get('/people', async (c) => c.json({ people: await room.desk.people() }));
  app.post('/leader', async (c) => {
    const input = await readBody(c, leaderSchema, refusals.notJson);
    if (refused(input)) return say(c, input);
    return (await room.desk.firstLeader(input.data.name)) === 'there' ? say(c, refusals.leaderThere) : c.json({});
  });
  app.post('/look', async (c) => {
    const input = await readBody(c, askedSchema, refusals.notJson);
    return say(c, refused(input) ? input : await look(room, input.data));
  });
  app.post('/take', async (c) => {
    const input = await readBody(c, askedSchema, refusals.notJson);
    return say(c, refused(input) ? input : await take(room, input.data));
  });
  app.get('/tray', async (c) => c.json(await tray(room)));
  app.post('/tray', async (c) => {
    const input = await readBody(c, markSchema, refusals.notJson);
    if (refused(input)) return say(c, input);
    const { ids, state } = input.data;
    if (!(await trayRow(room.db, room.communityId, ids[0]!))) return say(c, refusals.gone);
    const now = room.desk.now();
    const changed = await mark(room.db, room.communityId, ids, state, now);
    if (state === 'sent') await room.desk.posted({ ids: changed, at: now });
    return c.json(await tray(room));
  });
  return new Hono().route('/paste/api', app).get('/paste/picture/:id', async (c) => {
    const row = await trayRow(room.db, room.communityId, c.req.param('id'));
    return sendFile(c, room.mediaDir, row?.picture, 'image/png');
  });
}
