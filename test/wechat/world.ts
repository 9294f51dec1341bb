/** A server of ours, and channels with the real puppet that talk to it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Channel } from '../../src/channel/channel.ts';
import { type WechatOptions, wechatChannel } from '../../src/channel/wechat/wechat.ts';
import type { Incoming } from '../../src/chat/message.ts';
import { type Record, record } from './server/record.ts';
import { type Server, type ServerOptions, startServer } from './server/server.ts';

/** A line of the channel's log. */
export interface LogLine {
  level: number;
  msg: string;
  pid?: number;
  ending?: string;
  pause?: number;
}

export interface TestWorld {
  readonly server: Server;
  readonly logs: Record<LogLine>;
  readonly dataDir: string;
  /** A channel to the server; not started. Every channel of a world shares its DATA_DIR. */
  channel(options?: Partial<WechatOptions>): Channel;
  /** Starts a channel that takes in what comes and, when a QR code is shown, scans it. It is online afterwards. */
  start(options?: Partial<WechatOptions>): Promise<{ channel: Channel; events: Record<Incoming> }>;
  /** Resolves when a channel of this world came online for the `n`-th time. */
  online(n: number): Promise<void>;
  /** Resolves when the WeChat process ended for the `n`-th time; why it did each time. */
  endings(n: number): Promise<(string | undefined)[]>;
  /** Stops the channels, closes the server, removes the folder. */
  end(): Promise<void>;
}

export async function startWorld(options: ServerOptions = {}): Promise<TestWorld> {
  const server = await startServer(options);
  const dataDir = await mkdtemp(join(tmpdir(), 'wechat-'));
  const channels: Channel[] = [];
  const logs = record<LogLine>();
  const log = pino({ base: null }, { write: (line) => logs.add(JSON.parse(line) as LogLine) });
  const said = (msg: string) => (line: LogLine) => line.msg === msg;
  const online = async (n: number) => void (await logs.several(n, said('WeChat is online')));
  const channel = (more: Partial<WechatOptions> = {}): Channel => {
    const made = wechatChannel({
      puppet: 'wechaty-puppet-wechat4u',
      botName: options.botName ?? '星援',
      dataDir,
      log,
      ...more,
      env: { ...server.env, ...more.env },
    });
    channels.push(made);
    return made;
  };
  return {
    server,
    logs,
    dataDir,
    channel,
    async start(more) {
      const made = channel(more);
      const events = record<Incoming>();
      const before = logs.all.filter(said('WeChat is online')).length;
      await made.start(async (event) => events.add(event));
      if (before === 0) await server.scan();
      await online(before + 1);
      return { channel: made, events };
    },
    online,
    endings: async (n) => (await logs.several(n, said('the WeChat process ended'))).map(({ ending }) => ending),
    async end() {
      await Promise.all(channels.map((one) => one.stop()));
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A PNG of one pixel. */
export const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
