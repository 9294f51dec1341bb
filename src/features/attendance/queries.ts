import { sql } from 'drizzle-orm';
import type { Community } from '../../community.ts';
import { rows, type Tx } from '../../db/db.ts';

export async function setCheckedIn(tx: Tx, community: Community, claimId: string, at: Date): Promise<void> {
  await rows(
    tx,
    sql`update claims set checked_in_at = ${at.toISOString()}::timestamptz, attendance = 'came' where community_id = ${community.id} and id = ${claimId}`,
  );
}

export async function setCheckedOut(tx: Tx, community: Community, claimId: string, at: Date): Promise<void> {
  await rows(
    tx,
    sql`update claims set checked_out_at = ${at.toISOString()}::timestamptz where community_id = ${community.id} and id = ${claimId}`,
  );
}

export async function setAttendance(
  tx: Tx,
  community: Community,
  claimId: string,
  attendance: 'came' | 'noShow',
): Promise<void> {
  await rows(
    tx,
    sql`update claims set attendance = ${attendance} where community_id = ${community.id} and id = ${claimId}`,
  );
}

/**
 * How often somebody came, to what began since a moment, and how many minutes the check-ins and check-outs give. Somebody who
 * did not check out counts as having come, without minutes.
 */
export async function servedSince(
  tx: Tx,
  community: Community,
  person: string,
  since: Date,
): Promise<{ times: number; minutes: number }> {
  const [found] = await rows<{ times: number; minutes: number }>(
    tx,
    sql`select count(*)::int as times, coalesce(sum(greatest(0, round(extract(epoch from k.checked_out_at - k.checked_in_at) / 60))), 0)::int as minutes
        from claims k join items i on i.community_id = k.community_id and i.id = k.item_id
        where k.community_id = ${community.id} and k.person_id = ${person} and k.state = 'held' and k.attendance = 'came'
          and i.starts_at >= ${since.toISOString()}::timestamptz`,
  );
  return found!;
}
