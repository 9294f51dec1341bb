/** Any puppet, by Wechaty's own means. What a puppet needs beyond them stands in `quirks/`. */
import { createRequire } from 'node:module';
import type { Puppet } from 'wechaty-puppet';
import type { Incoming } from '../../chat/message.ts';
import { oneAtATime } from '../../one-at-a-time.ts';
import { type Adapter, type AdapterParts, within } from './adapter.ts';
import { readFriendship, readJoin, readMessage, readSender } from './plain-read.ts';
import { exitCode, type Failure } from './protocol.ts';

type File = Parameters<Puppet['messageSendFile']>[1];
/** Wechaty's own copy of file-box: the puppets take its files only. */
const { FileBox } = createRequire(createRequire(import.meta.url).resolve('wechaty'))('file-box') as {
  FileBox: { fromFile(path: string): File };
};

/** How often the puppet is asked whether it lives, in ms. */
const DING_EVERY = 20_000;

export function plain(parts: AdapterParts): Adapter {
  const { bot, puppet, settings, hands } = parts;
  const inTurn = oneAtATime();

  /** One after the other, in the order of the events: turning one into our words asks for names and takes time. */
  const read = (make: () => Promise<Incoming | undefined>): void => {
    inTurn(async () => {
      const event = await within(settings.fetchLimit * 2, make());
      if (event) hands.take(event);
    }).catch((error) => hands.log('warn', `an event could not be read: ${error}`));
  };

  function listen(): void {
    bot.on('scan', (qr) => hands.scan(qr));
    bot.on('login', () => hands.online());
    bot.on('logout', () => hands.leave(exitCode.sessionGone));
    for (const sign of ['heartbeat', 'dong', 'message'] as const) bot.on(sign, () => hands.sync());
    bot.on('error', (error) => hands.log('warn', `puppet: ${error.message}`));
    bot.on('message', (said) => read(() => readMessage(said, parts)));
    bot.on('friendship', (friendship) => read(() => readFriendship(friendship)));
    bot.on('room-join', (room, people, by, date) => read(() => readJoin(room, people, by, date)));
  }

  return {
    async start() {
      listen();
      await bot.start();
      setInterval(() => bot.ding(), DING_EVERY).unref();
    },
    complete: async ({ event }) => event,
    sendText: async (chatId, text) => (await puppet.messageSendText(chatId, text)) ?? undefined,
    sendPicture: async (chatId, file) => (await puppet.messageSendFile(chatId, FileBox.fromFile(file))) ?? undefined,
    upload: async (_, file) => file,
    outcomeOf,
    async setRemark(account, remark) {
      await within(settings.sendLimit, puppet.contactAlias(account, remark));
      return true;
    },
    async members(chatId) {
      const room = await bot.Room.find({ id: chatId });
      const all = (await room?.memberAll()) ?? [];
      return room && Promise.all(all.map((one) => readSender(one, room)));
    },
    async friends() {
      const all = await bot.Contact.findAll();
      return Promise.all(all.filter((one) => one.friend() && !one.self()).map((one) => readSender(one)));
    },
    async groups() {
      const all = await bot.Room.findAll();
      return Promise.all(all.map(async (room) => ({ id: room.id, topic: await room.topic() })));
    },
    session: () => (bot.isLoggedIn ? puppet.currentUserId : undefined),
    save: () => puppet.memory.save(),
  };
}

/** Puppets do not agree on how they say no: any failure leaves open whether the message arrived. */
function outcomeOf(error: unknown): Failure {
  return { outcome: 'unknown', reason: error instanceof Error ? error.message : String(error) };
}
