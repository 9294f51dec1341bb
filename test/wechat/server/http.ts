/**
 * The network side: an HTTP proxy on 127.0.0.1 that accepts CONNECT for WeChat's hosts and ends TLS itself, so that a
 * client started with HTTPS_PROXY and NODE_EXTRA_CA_CERTS talks to this process and to nobody else.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

const fixture = (name: string) => fileURLToPath(new URL(`./fixture/${name}`, import.meta.url));
/** The certificate that a client must trust; made for tests, its own key was thrown away. */
export const caFile = fixture('test-only-ca.pem');

export interface Call {
  host: string;
  /** The last part of the path: `webwxsync`, `jslogin` … */
  name: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: Buffer;
}
export interface Answer {
  status?: number;
  headers?: { [name: string]: string | string[] };
  body: string | Buffer;
}
/** `hang`: take the request and never answer. `cut`: close the connection instead of answering. */
export type Reply = Answer | 'hang' | 'cut';
/** up; refused: nobody listens on the port; silent: connections are taken and nothing ever comes back. */
export type Network = 'up' | 'refused' | 'silent';

export interface Proxy {
  readonly url: string;
  network(mode: Network): Promise<void>;
  close(): Promise<void>;
}

const read = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

export async function startProxy(handle: (call: Call, gone: AbortSignal) => Promise<Reply>): Promise<Proxy> {
  let mode: Network = 'up';
  const sockets = new Set<Socket>();

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', `https://${request.headers.host ?? 'unknown'}`);
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const call: Call = {
      host: url.hostname,
      name: url.pathname.split('/').at(-1) ?? '',
      query: url.searchParams,
      headers: request.headers,
      body: await read(request),
    };
    const reply = await handle(call, gone.signal);
    if (reply === 'hang' || mode !== 'up' || gone.signal.aborted) return;
    if (reply === 'cut') return void request.socket.destroy();
    response.writeHead(reply.status ?? 200, reply.headers).end(reply.body);
  }

  const ended = createTlsServer(
    { key: readFileSync(fixture('test-only-server-key.pem')), cert: readFileSync(fixture('test-only-server.pem')) },
    (request, response) => {
      serve(request, response).catch(() => request.socket.destroy());
    },
  );
  const proxy = createServer((_, response) => response.writeHead(405).end());
  proxy.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  proxy.on('connect', (request, socket: Socket) => {
    if (!/\.(qq|wechat)\.com:443$/.test(request.url ?? '')) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    if (mode !== 'up') return;
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    ended.emit('connection', socket);
  });

  const listen = (port: number) => new Promise<void>((resolve) => proxy.listen(port, '127.0.0.1', () => resolve()));
  const shut = () =>
    new Promise<void>((resolve) => {
      proxy.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  await listen(0);
  const { port } = proxy.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async network(next) {
      const before = mode;
      mode = next;
      if (next === 'refused' && before !== 'refused') await shut();
      if (next !== 'refused' && before === 'refused') await listen(port);
      if (next === 'up') for (const socket of sockets) socket.destroy();
    },
    async close() {
      mode = 'silent';
      if (proxy.listening) await shut();
    },
  };
}
