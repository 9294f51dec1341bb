/** Brings events into the inbox one statement after the other; what comes while one runs goes together into the next. */
import type { Incoming } from '../chat/message.ts';
import type { Community } from '../community.ts';
import type { Db } from '../db/db.ts';
import { isOutage } from '../db/errors.ts';
import { type Arrived, keep } from './inbox.ts';

interface Account {
  name: string;
  account: string;
}

interface Brought {
  channel: Account;
  events: readonly Incoming[];
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Three hundred texts at once are a few flushes to the disk and not three hundred, and nobody overtakes anybody.
 * @param arrived is told what is to be handled, in the order of arrival, before the call that brought it resolves
 * @returns keeps events; resolves when they are safe, rejects when they could not be written
 */
export function newKeeper(
  db: Db,
  community: Community,
  arrived: (events: readonly Arrived[]) => void,
): (channel: Account, events: readonly Incoming[]) => Promise<void> {
  const waiting: Brought[] = [];
  let working = false;

  async function keepTogether(brought: Brought[]): Promise<void> {
    const events = brought.flatMap((one) => one.events);
    try {
      arrived(await keep(db, community, brought[0]!.channel, events));
      for (const one of brought) one.resolve();
    } catch (error) {
      if (brought.length > 1 && !isOutage(error)) {
        // One that cannot be written must not take the others along.
        for (const one of brought) await keepTogether([one]);
      } else for (const one of brought) one.reject(error);
    }
  }
  async function work(): Promise<void> {
    working = true;
    while (waiting.length > 0) {
      const { name, account } = waiting[0]!.channel;
      const others = waiting.findIndex(({ channel }) => channel.name !== name || channel.account !== account);
      await keepTogether(waiting.splice(0, others < 0 ? waiting.length : others));
    }
    working = false;
  }
  return (channel, events) =>
    new Promise((resolve, reject) => {
      waiting.push({ channel, events, resolve, reject });
      if (!working) work();
    });
}
