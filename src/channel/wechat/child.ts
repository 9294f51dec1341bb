/**
 * The child process: everything of Wechaty lives and dies here. It takes orders from the channel, keeps what comes in
 * until the channel has it, and leaves when WeChat does.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Adapter, type Hands, within } from './adapter.ts';
import { makeAdapter } from './bot.ts';
import { calmly } from './calm.ts';
import { type Handover, handover } from './handover.ts';
import { exitCode, type Order, orderSchema, type Report, settingsSchema } from './protocol.ts';
import { sender } from './sending.ts';
import { openSpool } from './spool.ts';

const settings = settingsSchema.parse(JSON.parse(process.argv[2] ?? '{}'));
const folder = join(settings.dataDir, 'wechat');
mkdirSync(folder, { recursive: true, mode: 0o700 });
const card = join(folder, settings.botName.replace(/[^\p{L}\p{N}_-]/gu, '_'));

const tell = (report: Report): void => void process.send?.(report);

const hands: Hands = {
  // The ids in it mean something in this session only, and it may be handed over in a later one.
  take: (event, rest) => desk.take({ ...event, session: adapter.session() ?? '' }, rest),
  scan: (qr) => tell({ type: 'scan', qr }),
  online() {
    const session = adapter.session();
    tell({ type: 'online', ...(session !== undefined && { session }) });
    desk.start();
  },
  sync: () => tell({ type: 'sync', rss: process.memoryUsage.rss() }),
  leave(code) {
    if (code === exitCode.sessionGone) rmSync(`${card}.memory-card.json`, { force: true });
    process.exit(code);
  },
  log: calmly((level, text) => tell({ type: 'log', level, text: text.slice(0, 500) })),
};

const adapter: Adapter = await makeAdapter(settings, card, hands);
const desk: Handover = handover({
  spool: openSpool(`${card}.spool.jsonl`),
  complete: (entry) =>
    adapter.complete(entry).then(
      (event) => event && { ...event, session: entry.event.session },
      (error) => {
        hands.log('error', `an event could not be completed: ${error}`);
        return entry.event;
      },
    ),
  hand: (seq, event) => tell({ type: 'event', seq, event }),
});

/**
 * wechat4u listens to `uncaughtException`, which rejected promises come to as well, and only prints: without this the process would go on, broken, and nobody
 * would know (wechat.md 10).
 */
function leaveOnException(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const leave = () => process.exit(exitCode.fault);
  process.send?.({ type: 'log', level: 'error', text: text.slice(0, 2000) } satisfies Report, leave);
  setTimeout(leave, 1000).unref();
}
process.on('uncaughtException', leaveOnException);

const send = sender(adapter, settings.sendLimit);
/** Sends whose end is not known yet; one that can still end well is waited for. */
const underWay = new Set<Promise<unknown>>();

async function obey(order: Order): Promise<void> {
  switch (order.type) {
    case 'ack':
      return desk.ack(order.seq);
    case 'send': {
      const sending = send(order.message);
      underWay.add(sending);
      tell({ type: 'result', ref: order.ref, result: await sending });
      underWay.delete(sending);
      return;
    }
    case 'remark': {
      const done = await adapter.setRemark(order.account, order.remark).catch(() => false);
      return tell({ type: 'remarked', ref: order.ref, done });
    }
    case 'members': {
      const members = await adapter.members(order.chatId).catch(() => undefined);
      return tell({ type: 'members', ref: order.ref, ...(members && { members }) });
    }
    case 'friends': {
      const members = await adapter.friends().catch(() => undefined);
      return tell({ type: 'members', ref: order.ref, ...(members && { members }) });
    }
    case 'groups': {
      const groups = await adapter.groups().catch(() => undefined);
      return tell({ type: 'groups', ref: order.ref, ...(groups && { groups }) });
    }
    case 'end':
      await within(3000, Promise.all([adapter.save(), ...underWay])).catch(() => undefined);
      process.exit(exitCode.told);
  }
}

process.on('message', (message) => {
  const order = orderSchema.safeParse(message);
  if (order.success) void obey(order.data);
  else hands.log('error', 'an order of the channel was not understood');
});
// Without the channel there is nobody to hand events to.
process.on('disconnect', () => process.exit(exitCode.told));

await adapter.start();
