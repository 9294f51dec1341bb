/** A web hook hears that a code has to be scanned: once for each time, and nothing waits for it. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ChannelState } from '../../src/channel/channel.ts';
import { tellScans } from '../../src/channel/scan-news.ts';
import { newLog } from '../../src/log.ts';
import { record } from '../wechat/server/record.ts';

const posts = record<{ body: unknown; answer: ServerResponse }>();
const server = createServer(async (request, answer) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  posts.add({ body: JSON.parse(Buffer.concat(chunks).toString()), answer });
});
let become: (state: ChannelState['state']) => void;

beforeEach(async () => {
  posts.clear();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?key=k`;
  const watch = (listener: (state: ChannelState) => void) => {
    become = (state) => listener({ state, note: '' });
  };
  tellScans({ watch }, url, '请扫码', newLog('silent'));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

it('each need of a scan is told once, however often the code is shown anew and the process starts again', async () => {
  for (const state of ['starting', 'scan', 'scan', 'offline', 'starting', 'scan'] as const) become(state);
  // Nobody answers it, and the next need is told all the same.
  for (const state of ['online', 'offline', 'starting', 'scan', 'scan'] as const) become(state);
  const told = await posts.several(2);
  for (const { body } of told)
    expect(body).toEqual({
      msgtype: 'text',
      text: { content: '请扫码' },
      msg_type: 'text',
      content: { text: '请扫码' },
    });
  become('online');
  become('scan');
  await posts.several(3);
  expect(posts.all).toHaveLength(3);
});

it('one that is online without a scan tells nothing', async () => {
  for (const state of ['starting', 'online', 'offline', 'starting', 'online', 'scan'] as const) become(state);
  await posts.several(1);
  expect(posts.all).toHaveLength(1);
});
