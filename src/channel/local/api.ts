/** What the page and scripts ask of the local chat (docs/local-api.md). */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { oneAtATime } from '../../one-at-a-time.ts';
import { check, readBody, refused, say, sendFile } from '../../pages/requests.ts';
import { clockSchema, moveTo } from './clock.ts';
import { events } from './events.ts';
import { personSchema } from './neighbourhood.ts';
import { post, postSchema } from './post.ts';
import { list, one } from './queries.ts';
import { type Room, recall } from './room.ts';
import { shanghaiIso } from './shanghai.ts';
import { view } from './view.ts';
import { fields, refusals } from './wording.ts';

const whole = z.coerce
  .number({ error: fields.after })
  .int({ error: fields.after })
  .min(0, { error: fields.after })
  .max(2_147_483_647, { error: fields.after });
const rangeSchema = z.object({
  after: whole.optional(),
  before: whole.optional(),
  last: whole.max(500).optional(),
  person: z.string().optional(),
});
const recallSchema = z.object({
  from: z.string({ error: fields.from }),
  n: z.int32({ error: fields.n }),
});

async function readPost(c: Context) {
  if (!c.req.header('content-type')?.startsWith('multipart/'))
    return { ...(await readBody(c, postSchema, refusals.notJson)), upload: undefined };
  const form = await c.req.parseBody().catch(() => undefined);
  if (!form) return refusals.notJson;
  const { file, ...rest } = form;
  return { ...check(postSchema, rest, refusals.notJson), upload: file instanceof File ? file : undefined };
}

function messages(app: Hono, room: Room) {
  app.get('/messages', async (c) => {
    const range = check(rangeSchema, c.req.query(), refusals.notJson);
    if (refused(range)) return say(c, range);
    const given = Object.fromEntries(Object.entries(range.data).filter(([, value]) => value !== undefined));
    return c.json({ messages: (await list(room.db, room.communityId, given)).map(view) });
  });
  app.post('/messages', async (c) => {
    const input = await readPost(c);
    if (refused(input)) return say(c, input);
    const result = await post(room, input.data, input.upload);
    if (refused(result)) return say(c, result);
    await room.neighbourhood.settled();
    return c.json({ n: result.n });
  });
  app.post('/recall', async (c) => {
    const input = await readBody(c, recallSchema, refusals.notJson);
    if (refused(input)) return say(c, input);
    if (!room.onEvent) return say(c, refusals.notStarted);
    const result = await recall(room, input.data.from, input.data.n);
    if (refused(result)) return say(c, result);
    await room.neighbourhood.settled();
    return c.json({ n: result.n });
  });
  app.get('/events', (c) => {
    const asked = { ...c.req.query(), after: c.req.header('last-event-id') ?? c.req.query('after') };
    const after = check(rangeSchema, asked, refusals.notJson);
    return refused(after) ? say(c, after) : events(room, c, after.data.after ?? 0, after.data.person);
  });
}

function people(app: Hono, room: Room) {
  app.get('/people', async (c) => {
    const everybody = await room.neighbourhood.people();
    return c.json({
      people: c.req.query('details') ? everybody : everybody.map(({ name, role }) => ({ name, role })),
    });
  });
  app.post('/people', async (c) => {
    const input = await readBody(c, personSchema, refusals.notJson);
    if (refused(input)) return say(c, input);
    const { name, role } = input.data;
    if (name === room.botName) return say(c, refusals.botName(name));
    if ((await room.neighbourhood.addPerson(input.data)) === 'exists') return say(c, refusals.nameTaken(name));
    room.bell.ring();
    return c.json({ name, role });
  });
}

function clock(app: Hono, room: Room) {
  const inTurn = oneAtATime();
  app.get('/clock', (c) => c.json({ now: shanghaiIso(room.neighbourhood.now()) }));
  app.post('/clock', async (c) => {
    const input = await readBody(c, clockSchema, refusals.notJson);
    if (refused(input)) return say(c, input);
    if (!room.onEvent) return say(c, refusals.notStarted);
    const result = await inTurn(() => moveTo(room.neighbourhood, input.data.now));
    room.bell.ring();
    return say(c, result);
  });
}

/** The file of message `n`. */
async function media(room: Room, c: Context): Promise<Response> {
  const row = await one(room.db, room.communityId, Number(c.req.param('n')));
  return sendFile(c, room.mediaDir, row?.file, row?.mediaType ?? 'application/octet-stream');
}

/** The routes under /local/api and /local/media. */
export function api(room: Room): Hono {
  const app = new Hono();
  messages(app, room);
  people(app, room);
  clock(app, room);
  return new Hono().route('/local/api', app).get('/local/media/:n{[0-9]{1,9}}', (c) => media(room, c));
}
