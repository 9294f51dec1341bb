/** A database that does not answer: what people are told at the start, and that the program knows it for "away". */
import net from 'node:net';
import postgres from 'postgres';
import { expect, onTestFinished, test } from 'vitest';
import { isAway } from '../../src/db/errors.ts';
import { openStore } from '../../src/db/open.ts';
import { steady } from '../../src/db/steady.ts';

/** A listener that does with each connection what it is told; the address that leads to it. */
async function listener(onConnection: (socket: net.Socket) => void): Promise<{ url: string; close: () => void }> {
  const server = net.createServer(onConnection);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  return { url: `postgres://user:secret-word@127.0.0.1:${port}/volunteers`, close: () => server.close() };
}

/** A reply of a server that refuses, as the protocol has it. */
function refusal(code: string): Buffer {
  const body = Buffer.from(`SFATAL\0C${code}\0Mno\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const open = (databaseUrl: string): Promise<Error> =>
  openStore({ databaseUrl, dataDir: 'memory' }).then(
    () => expect.unreachable(),
    (error) => error,
  );

test('nobody listens', async () => {
  const { url, close } = await listener(() => {});
  close();
  const error = await open(url);
  expect(error.message).toMatch(
    /^连不上数据库 127\.0\.0\.1:\d+（ECONNREFUSED），请确认它在运行、DATABASE_URL 没有写错，再启动。$/,
  );
  expect(isAway(error)).toBe(true);
});

/** The driver with little patience. */
function impatient(url: string) {
  const sql = postgres(url, { max: 2, fetch_types: false, onnotice: () => {} });
  onTestFinished(() => sql.end({ timeout: 0 }));
  return steady(sql, { start: 60, answer: 120, notice: 60 });
}

const asks = (client: postgres.Sql) =>
  Promise.all(
    [client.unsafe('select 1'), client.begin(async (tx) => tx.unsafe('select 1'))].map((p) => p.catch((e) => e)),
  );

test('a server that accepts and closes, as a proxy does whose database is down, is not waited for without end', async () => {
  const { url, close } = await listener((socket) => void socket.once('data', () => socket.destroy()));
  onTestFinished(close);
  for (const error of await asks(impatient(url)))
    expect([error.code, isAway(error)]).toEqual(['CONNECT_TIMEOUT', true]);
});

test('nor is one that says nothing', async () => {
  const { url, close } = await listener(() => {});
  onTestFinished(close);
  for (const error of await asks(impatient(url)))
    expect([error.code, isAway(error)]).toEqual(['CONNECT_TIMEOUT', true]);
});

test.each([
  ['28P01', '数据库不接受 DATABASE_URL 里的用户名或密码，请改正后再启动。', false],
  ['3D000', '数据库服务器上没有 volunteers 这个数据库，请先建好它，或改正 DATABASE_URL，再启动。', false],
  ['57P03', '连不上数据库', true],
])('the server answers %s', async (code, sentence, away) => {
  const { url, close } = await listener((socket) => void socket.once('data', () => socket.end(refusal(code))));
  onTestFinished(close);
  const error = await open(url);
  expect(error.message).toContain(sentence);
  expect(`${error.message}${String(error.cause)}`).not.toContain('secret-word');
  expect(isAway(error)).toBe(away);
});
