/** The WeChat channel. Wechaty itself runs in a child process; this side starts it, talks with it and outlives it. */
import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Logger } from 'pino';
import { toString as qrToString } from 'qrcode';
import type { Channel, ChannelState, SendResult } from '../channel.ts';
import { type Delivery, deliver } from './deliver.ts';
import type { Ending } from './life.ts';
import type { Order, Report, Settings } from './protocol.ts';
import { requests } from './requests.ts';
import { defaultLimits, type Limits, supervise } from './supervise.ts';

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

/** How many messages that went out are remembered. */
const REMEMBERED = 2000;
const require = createRequire(import.meta.url);

/** @throws an Error with one sentence for people when the puppet is not installed */
export function wechatChannel(options: WechatOptions): Channel {
  requirePuppet(options.puppet);
  const { log } = options;
  const limits = { ...defaultLimits, ...options.limits };
  let state: ChannelState = { state: 'offline', note: '微信还没有启动。' };
  const listeners: ((state: ChannelState) => void)[] = [];
  const become = (next: ChannelState) => {
    state = next;
    for (const listener of listeners) listener(next);
  };
  let delivery: Delivery | undefined;
  let session: string | undefined;
  const supervisor = supervise({
    fork: () => forkChild(options),
    limits,
    onStart(pid) {
      log.info({ pid }, 'the WeChat process started');
      become({ state: 'starting', note: '正在连接微信。' });
    },
    onReport: heard,
    onEnd(ending, pause, output) {
      logEnd(log, state, { ending, pause, output });
      become({ state: 'offline', note: noteOf(ending, pause) });
      asked.drop();
    },
  });
  const asked = requests((order) => state.state === 'online' && supervisor.order(order));

  function heard(report: Report, reply: (order: Order) => void): void {
    if (report.type === 'scan') {
      if (state.qr !== report.qr) void draw(report.qr, options.print);
      become({ state: 'scan', note: '请用机器人的微信扫码登录。', qr: report.qr });
    } else if (report.type === 'online') {
      session = report.session;
      become({ state: 'online', note: '微信在线。' });
      log.info({}, 'WeChat is online');
    } else if (report.type === 'event') delivery?.add(report.event, () => reply({ type: 'ack', seq: report.seq }));
    else if (report.type === 'log') log[report.level]({}, report.text);
    else if (report.type !== 'sync') asked.answer(report.ref, report);
  }

  return {
    name: 'wechat',
    account: options.botName,
    capabilities: { groupRead: 'all', canPush: true, stableIds: false, receipts: false, pictures: true },
    async start(onEvent) {
      delivery = deliver(onEvent, (error) => log.error({ error }, 'an event could not be handed over; trying again'));
      supervisor.start();
    },
    send: once(async (message) => {
      const answer = asked.ask((ref) => ({ type: 'send', ref, message }));
      if (!answer) return { outcome: 'refused', reason: 'WeChat is not online', retry: true, away: true };
      return resultOf(await answer);
    }),
    state: () => state,
    watch: (listener) => void listeners.push(listener),
    async setRemark(account, remark) {
      const report = await asked.ask((ref) => ({ type: 'remark', ref, account, remark }));
      return report?.type === 'remarked' && report.done;
    },
    async members(chatId) {
      const report = await asked.ask((ref) => ({ type: 'members', ref, chatId }));
      return report?.type === 'members' ? report.members?.map(tidy) : undefined;
    },
    session: () => session,
    async friends() {
      const report = await asked.ask((ref) => ({ type: 'friends', ref }));
      return report?.type === 'members' ? report.members?.map(tidy) : undefined;
    },
    async groups() {
      const report = await asked.ask((ref) => ({ type: 'groups', ref }));
      return report?.type === 'groups' ? report.groups : undefined;
    },
    async stop() {
      await Promise.all([supervisor.stop(), delivery?.stop(limits.end)]);
      become({ state: 'offline', note: '微信已停止。' });
    },
  };
}

/** The same outgoing message again is not sent again once it was taken; after anything else it is a new try. */
function once(send: Channel['send']): Channel['send'] {
  const taken = new Map<string, Promise<SendResult>>();
  return async (message) => {
    const before = taken.get(message.id);
    if (before) return before;
    const result = send(message);
    taken.set(message.id, result);
    if ((await result).outcome !== 'sent') taken.delete(message.id);
    for (const oldest of taken.size > REMEMBERED ? [...taken.keys()].slice(0, REMEMBERED / 2) : [])
      taken.delete(oldest);
    return result;
  };
}

async function draw(qr: string, print: WechatOptions['print']): Promise<void> {
  print?.(await qrToString(qr, { type: 'terminal', small: true }));
}

/** That a QR code ran out, or that we stopped, is nothing to worry about. What a process wrote is kept for faults only. */
function logEnd(
  log: WechatOptions['log'],
  { state }: ChannelState,
  { output, ...end }: { ending: Ending; pause: number | undefined; output: string },
): void {
  const expected = end.ending === 'told' || (end.ending === 'gaveUp' && state === 'scan');
  const detail = end.ending === 'fault' ? { ...end, output } : end;
  log[expected ? 'info' : 'warn'](detail, 'the WeChat process ended');
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

function forkChild({ puppet, botName, dataDir, sendLimit = 20_000, fetchLimit = 20_000, env }: WechatOptions) {
  const settings: Settings = { puppet, botName, dataDir, sendLimit, fetchLimit };
  return fork(fileURLToPath(new URL('./child.ts', import.meta.url)), [JSON.stringify(settings)], {
    execArgv: ['--import', pathToFileURL(require.resolve('tsx')).href],
    // Wechaty and wechat4u print messages and names of people: none of it may reach a log.
    env: { ...process.env, WECHATY_LOG: 'silent', ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}
