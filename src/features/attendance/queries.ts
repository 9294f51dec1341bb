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
