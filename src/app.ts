/** The program without its outside: the same for main, the local chat and the tests. */
import { sql } from 'drizzle-orm';
import type { Channel } from './channel/channel.ts';
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
import { newAcquaintance } from './identity/acquaint.ts';
import { gather } from './inbox/gather.ts';
import { mostTogether, newIntake } from './inbox/intake.ts';
import type { Spool } from './inbox/spool.ts';
import { newTrouble } from './inbox/trouble.ts';
import type { Log } from './log.ts';
import type { Adviser } from './model/ask.ts';
import { type Courier, newCourier } from './outbox/courier.ts';
import { recoverSending } from './outbox/deliver.ts';

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
  /** Does what is due now. The ring calls it each minute. */
  tick(): Promise<void>;
  /** Whether the error is an outage of the store; then whoever runs the program is told, once. */
  met(error: unknown): boolean;
  /** Resolves when everything handed over is handled and what it caused is sent. */
  settled(): Promise<void>;
  /** The same, and also sends what waits to be joined with more. */
  flush(): Promise<void>;
  /** Moves the clock; everything that falls due on the way happens at its time, in order. */
  moveClock(to: Date): Promise<void>;
  stop(): Promise<void>;
}

export interface AppOptions extends Omit<House, 'commands' | 'jobs' | 'schedules'> {
  channels: readonly Channel[];
  /** Least time between two messages of an account, in milliseconds. */
  intervalMs: number;
  joinWindowMs?: number;
  /** Where events wait while the database is away or full. */
  spool?: Spool;
  /** Is given sentences for whoever runs the program. */
  tell?: (sentence: string) => void;
}

export function createApp(options: AppOptions): App {
  const { channels, intervalMs, joinWindowMs, spool, tell = () => {}, ...outside } = options;
  const house: House = { ...outside, commands, jobs, schedules };
  const { db, community, clock, log } = house;
  const trouble = newTrouble(tell);
  const couriers = channels.map(
    (channel): Courier =>
      newCourier({
        db,
        community,
        channel,
        clock: clock.now,
        intervalMs,
        log,
        trouble,
        ...(joinWindowMs === undefined ? {} : { joinWindowMs }),
      }),
  );
  const acquaintances = channels
    .filter(({ capabilities }) => !capabilities.stableIds)
    .map((channel) => {
      const onRoom = () => intake.resume(channel);
      const onFound = () => couriers[channels.indexOf(channel)]!.wake();
      return newAcquaintance({ db, community, channel, clock: clock.now, log, intervalMs, onFound, onRoom });
    });
  const wake = (said: Said = 'something') => {
    if (said !== 'nothing') for (const courier of couriers) courier.wake(said);
    // Answers that are joined are for the group: nobody waits for them.
    if (said === 'something') for (const acquaintance of acquaintances) acquaintance.wake();
  };

  const together = gather<string>(async (ids) => wake(await handle(house, ids)), mostTogether);
  const decide = house.adviser ? oneByOne(house.adviser) : together;
  async function handleAll(ids: readonly string[]): Promise<void> {
    for (const acquaintance of acquaintances) await acquaintance.before(ids);
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
    for (const acquaintance of acquaintances) await acquaintance.idle();
    await intake.idle();
    for (const courier of couriers) await courier.idle(evenJoined);
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
  }
  return {
    house,
    receive,
    tick,
    met: trouble.met,
    settled: () => settled(),
    flush: () => settled(true),
    async start() {
      for (const channel of channels) {
        await recoverSending({ db, community, channel });
        await intake.resume(channel);
      }
      await startSchedules(house);
      await tick();
      for (const channel of channels) await channel.start((event) => receive(channel, [event]), wake);
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
    async stop() {
      for (const channel of channels) await channel.stop();
      await intake.stop();
      for (const acquaintance of acquaintances) await acquaintance.stop();
      for (const courier of couriers) await courier.stop();
      await ticking.catch(() => {});
    },
  };
}
