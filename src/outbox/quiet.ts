/** The long rest of an account that writes too often for its channel (wechat.md 15). It outlives the process. */
import { type SQL, sql } from 'drizzle-orm';
import { rows } from '../db/db.ts';
import type { Delivery } from './deliver.ts';

const minutes = 60_000;
/** The first rest and the longest; in a row each is twice as long as the one before. */
const firstRest = 5 * minutes;
const longestRest = 80 * minutes;
/** After so long without another word of it the next rest is a first one. */
const forgiven = 2 * 60 * minutes;
/** An emergency tries again after this long, whatever the rest. */
export const urgentRest = minutes;

const account = ({ community, channel, token }: Delivery): SQL =>
  sql`community_id = ${community.id} and channel = ${channel.name} and account = ${channel.account} and token = ${token ?? null}`;

/** The channel said that the account writes too often. Resolves for how many milliseconds it rests. */
export async function beQuiet(delivery: Delivery, now: Date): Promise<number> {
  const before = await quietUntil(delivery);
  const soon = before !== undefined && now.getTime() - before.until.getTime() < forgiven;
  // An emergency that was tried during the rest makes it no longer.
  if (soon && before.until > now) return before.until.getTime() - now.getTime();
  const times = soon ? before.times : 0;
  const rest = Math.min(longestRest, firstRest * 2 ** times);
  const until = new Date(now.getTime() + rest);
  await rows(
    delivery.db,
    sql`update chat_accounts set quiet_until = ${until.toISOString()}::timestamptz, quiet_times = ${times + 1} where ${account(delivery)}`,
  );
  return rest;
}

/** For how many milliseconds the account still has to rest. A clock that was put back makes it no longer than the longest. */
export async function quietFor(delivery: Delivery, now: Date): Promise<number> {
  const found = await quietUntil(delivery);
  return found ? Math.min(longestRest, Math.max(0, found.until.getTime() - now.getTime())) : 0;
}

async function quietUntil(delivery: Delivery): Promise<{ until: Date; times: number } | undefined> {
  const [row] = await rows<{ quiet_until: string | null; quiet_times: number }>(
    delivery.db,
    sql`select quiet_until, quiet_times from chat_accounts where ${account(delivery)}`,
  );
  return row?.quiet_until ? { until: new Date(row.quiet_until), times: row.quiet_times } : undefined;
}

/** How many milliseconds ago the account sent what it sent within the last minute. */
export async function sentLately({ db, community, channel }: Delivery, now: Date): Promise<number[]> {
  const found = await rows<{ sent_at: string }>(
    db,
    sql`select sent_at from outbox where community_id = ${community.id} and channel = ${channel.name} and status in ('sent', 'unknown')
          and sent_as is null and sent_at between ${new Date(now.getTime() - minutes).toISOString()}::timestamptz and ${now.toISOString()}::timestamptz`,
  );
  return found.map((row) => now.getTime() - new Date(row.sent_at).getTime());
}
