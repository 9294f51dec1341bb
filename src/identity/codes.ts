/** One-time codes that people type. Only a hash is kept. */
import { createHash, randomInt } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Community } from '../community.ts';
import { type Queryable, rows } from '../db/db.ts';

// Without 0 O 1 I L, which people mix up.
const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

export function hashCode(code: string): string {
  return createHash('sha256').update(code.toUpperCase()).digest('hex');
}

/** Makes a code of six letters that can be used once until it expires; earlier ones of the same purpose end. */
export async function newCode(
  db: Queryable,
  community: Community,
  purpose: 'bind',
  now: Date,
  hours: number,
): Promise<string> {
  const code = Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join('');
  const expires = new Date(now.getTime() + hours * 3_600_000).toISOString();
  await rows(
    db,
    sql`update codes set used_at = ${now.toISOString()}::timestamptz where community_id = ${community.id} and purpose = ${purpose} and used_at is null`,
  );
  await rows(
    db,
    sql`insert into codes (community_id, hash, purpose, expires_at) values (${community.id}, ${hashCode(code)}, ${purpose}, ${expires}::timestamptz)`,
  );
  return code;
}
