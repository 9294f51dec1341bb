/** The one community that a running program serves, with what its rules need of the settings. */
import { sql } from 'drizzle-orm';
import type { Config } from './config.ts';
import { newId } from './db/columns.ts';
import { type Db, rows } from './db/db.ts';

export interface Community {
  id: string;
  name: string;
  botName: string;
  zone: string;
  /** Local times between which nothing is pinged, e.g. 21:30 to 07:30. */
  quiet: { from: string; to: string };
}

/**
 * Finds the community of this name, or makes it. When the store holds a single community of another name, it was renamed.
 * @returns the community, and how far its local chat's clock stands ahead of the real time, in milliseconds
 */
export async function openCommunity(
  db: Db,
  config: Pick<Config, 'COMMUNITY_NAME' | 'BOT_NAME' | 'TZ_NAME' | 'QUIET_HOURS'>,
  now: Date,
): Promise<{ community: Community; clockOffset: number }> {
  const name = config.COMMUNITY_NAME;
  const all = await rows<{ id: string; name: string; clock_offset: number }>(
    db,
    sql`select id, name, clock_offset from communities`,
  );
  let found = all.find((community) => community.name === name) ?? (all.length === 1 ? all[0] : undefined);
  if (!found) {
    found = { id: newId(), name, clock_offset: 0 };
    await rows(
      db,
      sql`insert into communities (id, name, settings, created_at) values (${found.id}, ${name}, '{}', ${now.toISOString()}::timestamptz)`,
    );
  } else if (found.name !== name) await rows(db, sql`update communities set name = ${name} where id = ${found.id}`);
  const [from, to] = config.QUIET_HOURS.split('-').map((time) => time.padStart(5, '0')) as [string, string];
  return {
    community: { id: found.id, name, botName: config.BOT_NAME, zone: config.TZ_NAME, quiet: { from, to } },
    clockOffset: Number(found.clock_offset),
  };
}
