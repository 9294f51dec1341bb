/** A language model on this machine: it answers as it is told to and keeps what it was sent. */
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SentToModel {
  path: string;
  authorization: string | undefined;
  body: { model: string; temperature: number; messages: { role: string; content: string }[] };
}

/** What the model writes; or a whole HTTP answer; or nothing at all, ever. */
export type ModelSays = string | { status: number; body: string; headers?: Record<string, string> } | 'nothing';

export interface TestModel {
  url: string;
  sent: SentToModel[];
  says: ModelSays | ((line: string) => ModelSays);
  /** The line of the newest request, as the model saw it. */
  saw(): string;
  close(): Promise<void>;
}

export async function testModel(): Promise<TestModel> {
  const server = http.createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    model.sent.push({
      path: request.url ?? '',
      authorization: request.headers.authorization,
      body: JSON.parse(text),
    });
    const says = typeof model.says === 'function' ? model.says(model.saw()) : model.says;
    if (says === 'nothing') return;
    if (typeof says === 'object') response.writeHead(says.status, says.headers ?? {}).end(says.body);
    else
      response.end(JSON.stringify({ id: 'x', choices: [{ index: 0, message: { role: 'assistant', content: says } }] }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const model: TestModel = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    sent: [],
    says: '{"does":"none"}',
    saw: () => model.sent.at(-1)?.body.messages.at(-1)?.content ?? '',
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return model;
}
