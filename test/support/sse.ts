/** Reads server-sent events as a browser does. */
export interface ServerEvent {
  id: string;
  event: string;
  data: Record<string, unknown>;
}

function parse(block: string): ServerEvent | undefined {
  const field = (name: string) =>
    block
      .split('\n')
      .filter((line) => line.startsWith(`${name}: `))
      .map((line) => line.slice(name.length + 2))
      .join('\n');
  const data = field('data');
  return data === '' ? undefined : { id: field('id'), event: field('event'), data: JSON.parse(data) };
}

/** Opens the stream of a response. `next` waits for the next event of a kind and passes over the others. */
export async function eventsOf(response: Response | Promise<Response>) {
  const { body } = await response;
  if (!body) throw new Error('the answer is no stream');
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const waiting: ServerEvent[] = [];
  let rest = '';
  async function read(): Promise<void> {
    const { done, value } = await reader.read();
    if (done) throw new Error('the stream has ended');
    const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = parse(block);
      if (event) waiting.push(event);
    }
  }
  return {
    async next(kind: string): Promise<ServerEvent> {
      for (;;) {
        const place = waiting.findIndex(({ event }) => event === kind);
        if (place >= 0) return waiting.splice(0, place + 1)[place]!;
        waiting.length = 0;
        await read();
      }
    },
    close: () => reader.cancel(),
  };
}
