/** One-time codes that people type. Only a hash is kept. */
import { createHash, randomInt } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Community } from '../community.ts';
import { type Queryable, rows, type Tx } from '../db/db.ts';

// Without 0 O 1 I L, which people mix up.
export const codeLetters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

function hashCode(code: string): string {
  return createHash('sha256').update(code.toUpperCase()).digest('hex');
}

/**
 * Makes a code of six letters that can be used once until it expires; earlier ones of the same purpose end. `bind` is shown to
 * whoever runs the program and says who leads, `room` is sent to leaders and only says which group is ours.
 */
export async function newCode(
  db: Queryable,
  community: Community,
  purpose: 'bind' | 'room',
  now: Date,
  hours: number,
): Promise<string> {
  const code = Array.from({ length: 6 }, () => codeLetters[randomInt(codeLetters.length)]).join('');
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

/** Uses up a code that is for one of the purposes. Resolves which, or undefined: wrong, used or too old. */
export async function useCode(
  tx: Tx,
  community: Community,
  code: string,
  purposes: ('bind' | 'room')[],
  now: Date,
): Promise<'bind' | 'room' | undefined> {
  const [used] = await rows<{ purpose: 'bind' | 'room' }>(
    tx,
    sql`update codes set used_at = ${now.toISOString()}::timestamptz
        where community_id = ${community.id} and hash = ${hashCode(code)} and purpose in ${purposes} and used_at is null and expires_at > ${now.toISOString()}::timestamptz returning purpose`,
  );
  return used?.purpose;
}
