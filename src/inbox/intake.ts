/** Takes in what channels hand over: into the inbox, or into the spool while that cannot be written; and has it handled in order. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Channel } from '../channel/channel.ts';
import type { Incoming } from '../chat/message.ts';
import type { Community } from '../community.ts';
import type { Db } from '../db/db.ts';
import type { Log } from '../log.ts';
import { gather } from './gather.ts';
import { type Arrived, failed, keep, leftOver } from './inbox.ts';
import { newLanes } from './lanes.ts';
import type { Spool } from './spool.ts';
import type { Trouble } from './trouble.ts';

/** How many chats are handled side by side, and how many messages of one chat, or of all, in one transaction. */
const lanesAtOnce = 32;
const mostOfChat = 32;
export const mostTogether = 128;
/** How many events one statement brings into the inbox. */
const mostKept = 200;
/** While nothing can be written it is tried this often, in milliseconds. */
const lookAgainMs = 1_000;

type Account = Pick<Channel, 'name' | 'account'>;

interface Given {
  channel: Account;
  event: Incoming;
}

export interface Intake {
  /** Resolves when the events are safe. Rejects when they could be written nowhere: the channel keeps them. */
  receive(channel: Account, events: readonly Incoming[]): Promise<void>;
  /** Takes up what an earlier process left unhandled. */
  resume(channel: Account): Promise<void>;
  /** Resolves when everything that was taken in is handled. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface IntakeOptions {
  db: Db;
  community: Community;
  log: Log;
  /** Handles events of one chat, by their ids, in order: all of them, or it throws and none is handled. */
  handle(ids: readonly string[]): Promise<unknown>;
  /** Without one, events are refused while nothing can be written to the database. */
  spool?: Spool | undefined;
  trouble: Trouble;
}

export function newIntake({ db, community, log, handle, spool, trouble }: IntakeOptions): Intake {
  const lanes = newLanes(lanesAtOnce, mostOfChat, handleKept);
  let stopped = false;
  let draining: Promise<void> | undefined;

  async function handleKept(ids: readonly string[]): Promise<void> {
    try {
      await handle(ids);
      trouble.over();
    } catch (error) {
      // Which of them it was is found out one by one, so that one that cannot be handled takes no others along.
      if (ids.length === 1 && (await putAside(ids[0]!, error))) return;
      for (const id of ids) await handleAlone(id);
    }
  }
  async function handleAlone(id: string): Promise<void> {
    while (!stopped) {
      try {
        await handle([id]);
        return trouble.over();
      } catch (error) {
        if (await putAside(id, error)) return;
      }
    }
  }
  /** Whether an event that failed is left alone. While nothing can be written that says nothing about the event. */
  async function putAside(id: string, error: unknown): Promise<boolean> {
    try {
      if (!trouble.met(error)) {
        log.error({ err: error, inbox: id }, 'a message could not be handled');
        return (await failed(db, community, id)) === 'aside';
      }
    } catch (second) {
      if (!trouble.met(second)) log.error({ err: second, inbox: id }, 'a failed try could not be counted');
    }
    await pause(lookAgainMs, undefined, { ref: false });
    return false;
  }
  const line = (arrived: readonly Arrived[]) => {
    for (const { id, chat } of arrived) lanes.add(chat, id);
  };
  const keepAll = gather<Given>(async (given) => {
    for (let i = 0; i < given.length; ) {
      const { name, account } = given[i]!.channel;
      const others = given.findIndex(
        ({ channel }, j) => j > i && (channel.name !== name || channel.account !== account),
      );
      const same = given.slice(i, others < 0 ? given.length : others);
      // What is new enters its lane at once and in order, so nobody overtakes anybody.
      line(
        await keep(
          db,
          community,
          { name, account },
          same.map(({ event }) => event),
        ),
      );
      i += same.length;
    }
  }, mostKept);
  const enter = (channel: Account, events: readonly Incoming[]) => keepAll(events.map((event) => ({ channel, event })));
  /** Hands the spool on to the inbox as soon as the database is back. */
  async function drain(from: Spool): Promise<void> {
    while (!stopped && from.waiting() > 0) {
      try {
        await from.drain(({ channel, account, event }) => enter({ name: channel, account }, [event]));
        log.warn('the database is back; what waited is taken in');
      } catch (error) {
        if (!trouble.met(error)) log.error({ err: error }, 'what waits could not be taken in yet');
        await pause(lookAgainMs, undefined, { ref: false });
      }
    }
  }
  function drainSoon(from: Spool): void {
    draining ??= drain(from).finally(() => {
      draining = undefined;
    });
  }
  return {
    async receive(channel, events) {
      // What comes later waits behind what waits already, or a chat is handled out of order.
      if (!spool || spool.waiting() === 0) {
        try {
          return await enter(channel, events);
        } catch (error) {
          if (!trouble.met(error) || !spool) throw error;
        }
      }
      const { name, account } = channel;
      for (const event of events) await spool.append({ channel: name, account, event }).catch(trouble.refuse);
      drainSoon(spool);
    },
    async resume(channel) {
      line(await leftOver(db, community, channel));
      if (spool && spool.waiting() > 0) drainSoon(spool);
    },
    idle: () => lanes.idle(),
    async stop() {
      stopped = true;
      await draining;
      await lanes.idle();
      await spool?.close();
    },
  };
}
