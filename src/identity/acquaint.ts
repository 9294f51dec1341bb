/**
 * Keeps knowing people on a channel whose ids change at each login: looks around after a login, looks again when somebody
 * unknown speaks, gives friends their remarks, and asks those for whom something waits.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { rows } from '../db/db.ts';
import { inTx } from '../db/tx.ts';
import { newDecision } from '../decision.ts';
import type { Log } from '../log.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { type Asking, eventsToAsk } from './asking.ts';
import { tellLeadersOnce } from './leaders.ts';
import { type Login, ourRoom } from './queries.ts';
import { setNextRemark } from './remark.ts';
import { findRoom, type Group, lookAtRoom, meetFriends, type Sweep } from './sweep.ts';
import { askThoseWhoWait } from './waiting.ts';
import { wording } from './wording.ts';

export interface Acquaintance {
  /** To be awaited before events are handled: what the channel must be asked for them is asked. Never rejects for the channel's faults. */
  before(inboxIds: readonly string[]): Promise<void>;
  /** There may be something to do: a login, a new binding, something that waits. */
  wake(): void;
  /** Resolves when all that can be done now is done. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface AcquaintanceOptions extends Sweep {
  log: Log;
  /** Least time between two remarks, in milliseconds. */
  intervalMs: number;
  /** Somebody can be reached who could not be. */
  onFound(): void;
  /** Our group is known again: what was said in it meanwhile is to be handled. */
  onRoom(): Promise<void>;
}

/** Who is in our group is looked at again after this long. */
const lookAgainMs = 6 * 3_600_000;
/** A group that has not shown itself this long after a login is missed. */
const missedMs = 6 * 3_600_000;
/** What was said in our group before it was known again is handled if it is not older than this. */
const reopenHours = 12;

export function newAcquaintance(options: AcquaintanceOptions): Acquaintance {
  const { db, community, channel, clock, log, intervalMs, onFound, onRoom } = options;
  let login: (Login & { since: Date; swept: boolean }) | undefined;
  /** Groups that are not ours, by the name under which they were looked at. */
  let strange = new Map<string, string>();
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  // The channel is asked one thing after the other, by events and by the round alike.
  const inTurn = oneAtATime();

  /** The present login; a new one forgets what was looked at in the last. */
  function present(): typeof login {
    const session = channel.session?.();
    if (session === undefined) return undefined;
    if (login?.session !== session) {
      login = { channel: channel.name, session, since: clock(), swept: false };
      strange = new Map();
    }
    return login;
  }

  async function sweep(now: NonNullable<typeof login>): Promise<void> {
    if (now.swept) return;
    const friends = await channel.friends?.();
    const groups = await channel.groups?.();
    // Not online yet, or gone again: the next round asks again.
    if (!friends || !groups) return;
    await meetFriends(options, now, friends);
    const room = await ourRoom(db, community, now.channel);
    if (room && room.session !== now.session) await judge(now, groups);
    now.swept = true;
    log.info({ friends: friends.length, groups: groups.length }, 'looked around after a login');
    onFound();
  }

  async function judge(now: Login, groups: readonly Group[]): Promise<void> {
    const { bound, seen } = await findRoom(options, now, groups);
    for (const { id, topic } of seen) if (id !== bound?.id) strange.set(id, topic);
    if (!bound) return onFound();
    await lookAtRoom(options, now, bound);
    await reopen(now, bound.id);
    onFound();
    await onRoom();
  }

  async function reopen({ channel: name }: Login, room: string): Promise<void> {
    const since = new Date(clock().getTime() - reopenHours * 3_600_000).toISOString();
    await rows(
      db,
      sql`update inbox set status = 'new', meant = null, handled_at = null where community_id = ${community.id} and channel = ${name} and chat = ${room}
          and status = 'done' and meant = 'strange room' and at > ${since}::timestamptz`,
    );
  }

  async function lookAgain(now: NonNullable<typeof login>): Promise<void> {
    const room = await ourRoom(db, community, now.channel);
    if (!room) return;
    const age = room.lookedAt ? clock().getTime() - Date.parse(room.lookedAt) : Infinity;
    if (room.session === now.session && !room.goneAt && age > lookAgainMs)
      await lookAtRoom(options, now, { id: room.room, topic: '' });
    if (room.session === now.session) return;
    const unseen = (await channel.groups?.())?.filter(({ id, topic }) => strange.get(id) !== topic);
    if (unseen && unseen.length > 0) await judge(now, unseen);
    if (clock().getTime() - now.since.getTime() > missedMs)
      await inTx(db, async (tx) => {
        const decision = newDecision(tx, community, clock(), {});
        await tellLeadersOnce(decision, `missed:${now.session}`, wording.noRoom(room.topic));
        await decision.write();
      });
  }

  async function round(): Promise<void> {
    const now = present();
    if (!now) return;
    await inTurn(() => sweep(now));
    if (!now.swept) return;
    await inTurn(() => lookAgain(now));
    if (await askThoseWhoWait(options, now)) onFound();
    while (!stopped && channel.session?.() === now.session && (await setNextRemark(options, now)))
      await pause(intervalMs, undefined, { ref: false });
  }

  function wake(): void {
    if (stopped) return;
    again = true;
    running ??= (async () => {
      while (again && !stopped) {
        again = false;
        await round();
      }
    })()
      .catch((error) => log.error({ err: error }, 'looking who is who failed; it is tried again'))
      .finally(() => {
        running = undefined;
      });
  }

  /** The events for which something must be asked: as a rule, none. */
  const lacking = async (inboxIds: readonly string[]): Promise<Asking[]> => {
    const now = present();
    return now ? eventsToAsk(db, community, now, inboxIds) : [];
  };

  async function prepare(inboxIds: readonly string[]): Promise<void> {
    const now = present();
    if (!now || (await lacking(inboxIds)).length === 0) return;
    await sweep(now);
    let room = await ourRoom(db, community, now.channel);
    for (const event of await lacking(inboxIds)) {
      if (event.kind === 'group' && !event.ours && room?.room !== event.chat) {
        if (strange.get(event.chat) === event.topic) continue;
        await judge(now, [{ id: event.chat, topic: event.topic }]);
      } else {
        const seen = room?.members.some(({ account }) => account === event.sender);
        if (event.known || seen || room?.session !== now.session) continue;
        await lookAtRoom(options, now, { id: room.room, topic: '' });
      }
      room = await ourRoom(db, community, now.channel);
    }
  }

  return {
    async before(inboxIds) {
      try {
        if ((await lacking(inboxIds)).length > 0) await inTurn(() => prepare(inboxIds));
      } catch (error) {
        // The store's faults are met again, and dealt with, when the event is handled.
        log.error({ err: error }, 'who is who could not be looked up');
      }
    },
    wake,
    async idle() {
      do {
        wake();
        await running;
      } while (again && !stopped);
    },
    async stop() {
      stopped = true;
      await running;
      await inTurn(async () => undefined);
    },
  };
}
