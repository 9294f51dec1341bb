/** A web hook hears that a code has to be scanned: once for each time, in the form that it reads, and nothing waits for it. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelState } from '../../src/channel/channel.ts';
import { tellScans } from '../../src/channel/scan-news.ts';
import { type Record, record } from '../wechat/server/record.ts';

interface Told {
  type: string | undefined;
  body: unknown;
  answer: ServerResponse;
}

let posts: Record<Told>;
let logged: Record<{ fields: object; words: string }>;
const server = createServer(async (request, answer) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  posts.add({ type: request.headers['content-type'], body: JSON.parse(Buffer.concat(chunks).toString()), answer });
});
const key = '693a91f6-7xxx-4bc4-97a0';
let port: number;
let become: (...states: ChannelState['state'][]) => void;

/** Begins to tell the hook at this path. */
function tell(path: string, patienceMs?: number): void {
  // What an earlier test left behind does not come into this one's.
  const lines = record<{ fields: object; words: string }>();
  logged = lines;
  const log = { warn: (fields: object, words: string) => lines.add({ fields, words }) };
  const watch = (listener: (state: ChannelState) => void) => {
    become = (...states) => {
      for (const state of states) listener({ state, note: '' });
    };
  };
  tellScans({ watch }, `http://127.0.0.1:${port}${path}`, '请扫码', log, patienceMs);
}
/** Answers the `n`-th post. */
async function answers(n: number, body: unknown, status = 200): Promise<void> {
  const post = (await posts.several(n))[n - 1]!;
  post.answer.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** The code is shown anew until the hook has been told so often. */
async function shownUntil(n: number): Promise<void> {
  while (posts.all.length < n) {
    become('scan');
    await endOfTurn();
  }
}

beforeEach(async () => {
  posts = record();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

it('each need of a scan is told once, however often the code is shown anew and the process starts again', async () => {
  tell(`/hook?key=${key}`);
  become('starting', 'scan', 'scan', 'offline', 'starting', 'scan');
  // Nobody answers it, and the next need is told all the same.
  become('online', 'offline', 'starting', 'scan', 'scan');
  await posts.several(2);
  await answers(2, '');
  become('scan', 'online', 'scan');
  await posts.several(3);
  expect(posts.all).toHaveLength(3);
});

it('one that is online without a scan tells nothing', async () => {
  tell('/hook');
  become('starting', 'online', 'offline', 'starting', 'online', 'scan');
  await posts.several(1);
  expect(posts.all).toHaveLength(1);
});

interface Refusal {
  errcode?: number;
  errmsg?: string;
  code?: number;
  msg?: string;
  StatusCode?: number;
}

const robots = [
  {
    robot: '企业微信',
    path: `/cgi-bin/webhook/send?key=${key}`,
    body: { msgtype: 'text', text: { content: '请扫码' } },
    taken: { errcode: 0, errmsg: 'ok' },
    refusals: [
      { errcode: 93000, errmsg: 'invalid webhook url, hint: [1592021214_50_551f], from ip: 192.0.2.1' },
      { errcode: 45009, errmsg: 'api freq out of limit' },
    ],
  },
  {
    robot: '钉钉',
    path: `/robot/send?access_token=${key}`,
    body: { msgtype: 'text', text: { content: '请扫码' } },
    taken: { errcode: 0, errmsg: 'ok' },
    refusals: [
      { errcode: 310000, errmsg: 'keywords not in content' },
      { errcode: 310000, errmsg: 'sign not match' },
      { errcode: 300005, errmsg: 'token is not exist' },
    ],
  },
  {
    robot: '飞书',
    path: `/open-apis/bot/v2/hook/${key}`,
    body: { msg_type: 'text', content: { text: '请扫码' } },
    taken: { StatusCode: 0, StatusMessage: 'success', code: 0, data: {}, msg: 'success' },
    refusals: [
      { code: 19024, msg: 'Key Words Not Found' },
      { code: 19021, msg: 'sign match fail or timestamp is not within one hour from current time' },
      { code: 19001, msg: 'param invalid: incoming webhook access token invalid' },
      { StatusCode: 0, StatusMessage: '', code: 9499, msg: 'too many request' },
    ],
  },
];

describe.each(robots)('a robot of $robot', ({ robot, path, body, taken, refusals }) => {
  it('is told in its own form', async () => {
    tell(path);
    become('scan');
    await answers(1, taken);
    become('online', 'scan');
    await answers(2, taken);
    expect(posts.all.map((post) => [post.type, post.body])).toEqual([
      ['application/json; charset=utf-8', body],
      ['application/json; charset=utf-8', body],
    ]);
    expect(logged.all).toEqual([]);
  });

  it.each<Refusal>(refusals)(
    'that refuses with HTTP 200 (%j) is logged in its words, once, and told again with the next code',
    async (refusal) => {
      tell(path);
      become('scan');
      await answers(1, refusal);
      await logged.several(1);
      become('offline', 'starting', 'scan');
      await answers(2, refusal);
      await shownUntil(3);
      await answers(3, { errcode: -1, errmsg: 'busy', code: -1, msg: 'busy' });
      await logged.several(2);
      const { errcode, errmsg, code, msg } = refusal;
      const why = `${errcode ?? code} ${errmsg ?? msg}`;
      const words = 'the web hook was not told that a code has to be scanned';
      expect(logged.all).toEqual([
        { fields: { robot, why }, words },
        { fields: { robot, why: '-1 busy' }, words },
      ]);
    },
  );

  it('that answers something else, or an error of HTTP, did not take it', async () => {
    tell(path);
    become('scan');
    await answers(1, '<html>login</html>');
    await logged.several(1);
    become('scan');
    await answers(2, '{}', 502);
    await logged.several(2);
    expect(logged.all.map(({ fields }) => fields)).toEqual([
      { robot, why: 'an answer that no such robot gives' },
      { robot, why: 'HTTP 502' },
    ]);
  });

  it('that repeats its key does not bring it into the log', async () => {
    tell(path);
    become('scan');
    await answers(1, { errcode: 1, errmsg: `bad key ${key}`, code: 1, msg: `bad key ${key}` });
    await logged.several(1);
    expect(logged.all[0]?.fields).toEqual({ robot, why: '1 bad key …' });
  });
});

describe('any other hook', () => {
  it('gets the forms of all, and what it answers with is its own business', async () => {
    tell('/mine');
    become('scan');
    await answers(1, { code: 200, msg: 'OK' });
    become('online', 'scan');
    await posts.several(2);
    expect(posts.all[0]?.body).toEqual({
      ...{ msgtype: 'text', text: { content: '请扫码' } },
      ...{ msg_type: 'text', content: { text: '请扫码' } },
    });
    expect(logged.all).toEqual([]);
  });

  it('that is slow is not waited for longer than it may take, and told again with the next code', async () => {
    tell(`/mine?key=${key}`, 50);
    become('scan');
    await logged.several(1);
    await shownUntil(2);
    expect(logged.all.map(({ fields }) => fields)).toEqual([{ why: 'no answer within 50 ms' }]);
  });

  it('that is dead is logged once, and told when it lives again', async () => {
    tell(`/mine?key=${key}`);
    server.close();
    become('scan');
    await logged.several(1);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    await shownUntil(1);
    await answers(1, '');
    expect(logged.all.map(({ fields }) => fields)).toEqual([{ why: 'ECONNREFUSED' }]);
  });
});
