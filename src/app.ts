/** The program without its outside: the same for main, the local chat and the tests. */
import { sql } from 'drizzle-orm';
import { newAccount } from './account.ts';
import type { Channel, ChannelState } from './channel/channel.ts';
import type { Command } from './chat/command.ts';
import { handle } from './chat/handle.ts';
import { lookAhead } from './chat/look-ahead.ts';
import type { Incoming } from './chat/message.ts';
import type { MovableClock } from './clock/clock.ts';
import { type JobHandler, nextDue, runDue, type Schedule, startSchedules } from './clock/due.ts';
import type { Community } from './community.ts';
import { type Db, rows } from './db/db.ts';
import type { Said } from './decision.ts';
import { commands, jobs, schedules } from './features.ts';
import { gather } from './inbox/gather.ts';
import { mostTogether, newIntake } from './inbox/intake.ts';
import type { Spool } from './inbox/spool.ts';
import { newTrouble } from './inbox/trouble.ts';
import type { Log } from './log.ts';
import type { Adviser } from './model/ask.ts';
import { realTimer, type Timer } from './outbox/courier.ts';
import { recoverSending } from './outbox/recover.ts';

/** What every part of the running program shares. */
export interface House {
  db: Db;
  community: Community;
  clock: MovableClock;
  log: Log;
  commands: readonly Command[];
  jobs: Readonly<Record<string, JobHandler>>;
  schedules: readonly Schedule[];
  /** The language model, when there is one. */
  adviser?: Adviser;
}

export interface App {
  house: House;
  start(): Promise<void>;
  /** Keeps events and has them handled; resolves when they are kept. */
  receive(channel: Pick<Channel, 'name' | 'account'>, events: readonly Incoming[]): Promise<void>;
  /** Looks whether the accounts are still, or now, this process' own, and does what is due. The ring calls it each minute. */
  tick(): Promise<void>;
  /** Whether the error is an outage of the store; then whoever runs the program is told, once. */
  met(error: unknown): boolean;
  /** Resolves when everything handed over is handled and what it caused is sent. */
  settled(): Promise<void>;
  /** The same, and also sends what waits to be joined with more. */
  flush(): Promise<void>;
  /** Moves the clock; everything that falls due on the way happens at its time, in order. */
  moveClock(to: Date): Promise<void>;
  /** How a channel is, as a leader wants to know it: also whether it rests, or another process works for it. */
  stateOf(channel: Channel): ChannelState;
  stop(): Promise<void>;
}

export interface AppOptions extends Omit<House, 'commands' | 'jobs' | 'schedules'> {
  channels: readonly Channel[];
  /** Least time between two messages of an account, in milliseconds. */
  intervalMs: number;
  /** At most so many messages of an account within any minute; 0 or absent: no limit. */
  perMinute?: number;
  joinWindowMs?: number;
  /** Where events wait while the database is away or full. */
  spool?: Spool;
  /** Is given sentences for whoever runs the program. */
  tell?: (sentence: string) => void;
  /** No other process can have this store open. */
  alone?: boolean;
  /** Time that only grows: for the pace, and for whether another process lives. */
  timer?: Timer;
}

export function createApp(options: AppOptions): App {
  const {
    channels,
    intervalMs,
    perMinute = 0,
    joinWindowMs,
    spool,
    tell = () => {},
    alone = false,
    timer = realTimer,
    ...outside
  } = options;
  const house: House = { ...outside, commands, jobs, schedules };
  const { db, community, clock, log } = house;
  const trouble = newTrouble(tell);
  const pace = { intervalMs, perMinute, timer, ...(joinWindowMs === undefined ? {} : { joinWindowMs }) };
  const accounts = channels.map((channel) => {
    const work = { begin: () => beginWork(channel), resume: () => intake.resume(channel) };
    return newAccount(house, channel, pace, { alone, trouble, ...work });
  });
  const wake = (said: Said = 'something') => {
    if (said === 'nothing') return;
    for (const { courier, acquaintance } of accounts) {
      courier.wake(said);
      // Answers that are joined are for the group: nobody waits for them.
      if (said === 'something') acquaintance?.wake();
    }
  };

  const together = gather<string>(async (ids) => wake(await handle(house, ids)), mostTogether);
  const decide = house.adviser ? oneByOne(house.adviser) : together;
  async function handleAll(ids: readonly string[]): Promise<void> {
    for (const { acquaintance } of accounts) await acquaintance?.before(ids);
    await decide(ids);
  }
  const intake = newIntake({ db, community, log, handle: handleAll, spool, trouble });
  /** With a language model each message is looked at before its transaction, so that nothing is locked while it answers. */
  function oneByOne(adviser: Adviser) {
    return async (ids: readonly string[]) => {
      for (const id of ids) wake(await handle(house, [id], await lookAhead(house, adviser, id)));
    };
  }
  const receive = (channel: Pick<Channel, 'name' | 'account'>, events: readonly Incoming[]) =>
    intake.receive(channel, events);
  async function settled(evenJoined = false): Promise<void> {
    await intake.idle();
    for (const { acquaintance } of accounts) await acquaintance?.idle();
    await intake.idle();
    for (const { courier } of accounts) await courier.idle(evenJoined);
  }
  // One tick at a time: the ring and a moved clock may meet.
  let ticking: Promise<void> = Promise.resolve();
  function tick(): Promise<void> {
    ticking = ticking
      .catch(() => {})
      .then(() => runDue(house))
      .catch((error) => {
        trouble.met(error);
        throw error;
      })
      .finally(() => wake());
    return ticking;
  }
  /** Kept before what that time brings, so that a program that ends on the way does not go on in its own past. */
  async function keepClock(): Promise<void> {
    await rows(db, sql`update communities set clock_offset = ${clock.ahead()} where id = ${community.id}`);
    trouble.over();
  }
  const accountOf = (channel: Channel) => accounts.find((account) => account.channel === channel)!;
  /** The account is ours: first what an earlier process left, then what is due, then what is new. */
  async function beginWork(channel: Channel): Promise<void> {
    const { lease, courier } = accountOf(channel);
    await recoverSending({ db, community, channel, token: lease.token() }, clock.now());
    await courier.takeUp();
    await intake.resume(channel);
    await tick();
    await channel.start((event) => receive(channel, [event]));
    wake();
  }
  return {
    house,
    receive,
    async tick() {
      try {
        for (const { lease } of accounts) await lease.look();
      } catch (error) {
        trouble.met(error);
        throw error;
      }
      // To look after a lease is to write.
      if (accounts.length > 0) trouble.over();
      await tick();
    },
    met: trouble.met,
    settled: () => settled(),
    flush: () => settled(true),
    async start() {
      await startSchedules(house);
      for (const { lease } of accounts) await lease.start();
      await tick();
      wake();
    },
    async moveClock(to) {
      await settled();
      for (let next = await nextDue(house); next && next <= to; next = await nextDue(house)) {
        if (next > clock.now()) clock.moveTo(next);
        await keepClock();
        await tick();
        await settled();
        if ((await nextDue(house))?.getTime() === next.getTime()) break;
      }
      clock.moveTo(to);
      await keepClock();
      await tick();
      await settled();
    },
    stateOf: (channel) => accountOf(channel).state(),
    async stop() {
      const endAll = async () => {
        for (const channel of channels) await channel.stop();
        await intake.stop();
        for (const { acquaintance } of accounts) await acquaintance?.stop();
        for (const { courier } of accounts) await courier.stop();
        await ticking.catch(() => {});
      };
      // What is under way ends under the lease; the work of all accounts ends together, before the first is given back.
      let ended: Promise<void> | undefined;
      for (const { lease } of accounts) await lease.stop(() => (ended ??= endAll()));
      await (ended ?? endAll());
    },
  };
}
