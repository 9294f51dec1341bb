/** The WeChat channel. Wechaty itself runs in a child process; this side starts it, talks with it and outlives it. */
import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Logger } from 'pino';
import { toString as qrToString } from 'qrcode';
import type { Incoming } from '../../chat/message.ts';
import type { Channel, ChannelState, SendResult } from '../channel.ts';
import type { Order, Report, Settings } from './protocol.ts';
import { defaultLimits, type Ending, type Limits, supervise } from './supervise.ts';

export interface WechatOptions {
  /** Name of the npm package of the puppet, e.g. `wechaty-puppet-wechat4u`. */
  puppet: string;
  /** Names the files that keep the login, and the account that this channel holds. */
  botName: string;
  dataDir: string;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Added to the environment of the child process. */
  env?: { [name: string]: string };
  /** Where the QR code is drawn when one is to be scanned. */
  print?: (text: string) => void;
  /** Milliseconds for one send, and for fetching one picture, file or name. */
  sendLimit?: number;
  fetchLimit?: number;
  limits?: Partial<Limits>;
}

const require = createRequire(import.meta.url);

/** @throws an Error with one sentence for people when the puppet is not installed */
export function wechatChannel(options: WechatOptions): Channel {
  const { puppet, botName, dataDir, log, sendLimit = 20_000, fetchLimit = 20_000 } = options;
  requirePuppet(puppet);
  const settings: Settings = { puppet, botName, dataDir, sendLimit, fetchLimit };
  let state: ChannelState = { state: 'offline', note: '微信还没有启动。' };
  let receive: (event: Incoming) => Promise<void> = async () => undefined;
  let tail: Promise<void> = Promise.resolve();
  let lastRef = 0;
  const waiting = new Map<number, (report: Report | undefined) => void>();

  const supervisor = supervise({
    fork: () => forkChild(settings, options.env),
    limits: { ...defaultLimits, ...options.limits },
    onStart: (pid) => {
      log.info({ pid }, 'the WeChat process started');
      state = { state: 'starting', note: '正在连接微信。' };
    },
    onReport: heard,
    onEnd(ending, pause, output) {
      state = { state: 'offline', note: noteOf(ending, pause) };
      for (const answer of waiting.values()) answer(undefined);
      waiting.clear();
      const detail = ending === 'fault' ? { ending, pause, output } : { ending, pause };
      if (ending === 'told') log.info(detail, 'the WeChat process ended');
      else log.warn(detail, 'the WeChat process ended');
    },
  });

  function heard(report: Report, reply: (order: Order) => void): void {
    switch (report.type) {
      case 'scan':
        if (state.qr !== report.qr) void draw(report.qr);
        state = { state: 'scan', note: '请用机器人的微信扫码登录。', qr: report.qr };
        return;
      case 'online':
        state = { state: 'online', note: '微信在线。' };
        log.info({}, 'WeChat is online');
        return;
      case 'event':
        tail = tail.then(() => handOver(report.event)).then(() => reply({ type: 'ack', seq: report.seq }));
        return;
      case 'log':
        log[report.level]({}, report.text);
        return;
      case 'result':
      case 'remarked':
      case 'members':
        waiting.get(report.ref)?.(report);
        waiting.delete(report.ref);
    }
  }

  /** Tries until the event is safe: it must not be forgotten, and none may overtake it. */
  async function handOver(event: Incoming): Promise<void> {
    for (let pause = 1000; ; pause = Math.min(60_000, pause * 2)) {
      try {
        return await receive(event);
      } catch (error) {
        log.error({ error }, 'an event could not be handed over and is tried again');
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  async function draw(qr: string): Promise<void> {
    options.print?.(await qrToString(qr, { type: 'terminal', small: true }));
  }

  /** Asks the child; undefined when it is not online or ends before it answers. */
  function ask(order: (ref: number) => Order): Promise<Report | undefined> | undefined {
    if (state.state !== 'online') return undefined;
    lastRef += 1;
    const ref = lastRef;
    const answer = new Promise<Report | undefined>((resolve) => waiting.set(ref, resolve));
    if (supervisor.order(order(ref))) return answer;
    waiting.delete(ref);
    return undefined;
  }

  return {
    name: 'wechat',
    account: botName,
    capabilities: { groupRead: 'all', canPush: true, stableIds: false, receipts: false, pictures: true },
    async start(onEvent) {
      receive = onEvent;
      supervisor.start();
    },
    async send(message) {
      const answer = ask((ref) => ({ type: 'send', ref, message }));
      if (!answer) return { outcome: 'refused', reason: 'WeChat is not online', retry: true };
      return resultOf(await answer);
    },
    state: () => state,
    async setRemark(account, remark) {
      const report = await ask((ref) => ({ type: 'remark', ref, account, remark }));
      return report?.type === 'remarked' && report.done;
    },
    async members(chatId) {
      const report = await ask((ref) => ({ type: 'members', ref, chatId }));
      return report?.type === 'members' ? report.members?.map(tidy) : undefined;
    },
    async stop() {
      await supervisor.stop();
      state = { state: 'offline', note: '微信已停止。' };
    },
  };
}

function resultOf(report: Report | undefined): SendResult {
  if (report?.type !== 'result') return { outcome: 'unknown', reason: 'the WeChat process ended before it answered' };
  return tidy(report.result);
}

/** Without the keys that are there and undefined, which zod's types allow and the port's do not. */
type Tidy<T> = T extends object ? { [K in keyof T]: Exclude<T[K], undefined> } : T;
const tidy = <T extends object>(value: T): Tidy<T> =>
  Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Tidy<T>;

function noteOf(ending: Ending, pause: number | undefined): string {
  if (pause === undefined) return '微信已停止。';
  if (ending === 'sessionGone') return '微信已退出登录，稍等会出现二维码，请重新扫码。';
  if (pause >= 60_000) return `微信连不上，大约 ${Math.round(pause / 60_000)} 分钟后再试。`;
  return '微信断开了，正在重新连接。';
}

function requirePuppet(puppet: string): void {
  try {
    require.resolve(puppet);
  } catch {
    throw new Error(`没有找到微信接口包 ${puppet}：请先运行 npm install ${puppet}，或把 PUPPET 改成已安装的包名。`);
  }
}

function forkChild(settings: Settings, env: WechatOptions['env']) {
  return fork(fileURLToPath(new URL('./child.ts', import.meta.url)), [JSON.stringify(settings)], {
    execArgv: ['--import', pathToFileURL(require.resolve('tsx')).href],
    // Wechaty and wechat4u print messages and names of people: none of it may reach a log.
    env: { ...process.env, WECHATY_LOG: 'silent', ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}
