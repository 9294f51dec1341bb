import { sql } from 'drizzle-orm';
import type { Community } from '../../community.ts';
import { rows, type Tx } from '../../db/db.ts';

/** Something that was to be said and did not arrive, or may not have. */
export interface Unsent {
  status: 'dropped' | 'refused' | 'unknown';
  priority: number;
  text: string;
  /** Whom it was for; null: the group. */
  name: string | null;
}

/** Our own reports bear this in front of their key, or one that is lost would be reported for ever. */
export const reportKey = 'unsent:';

/** What the leaders were not told of yet, oldest first; from now on they are. Joined answers count as the message they were. */
export function takeUnsent(tx: Tx, community: Community, now: Date): Promise<Unsent[]> {
  return rows(
    tx,
    sql`with taken as (
          update outbox set reported_at = ${now.toISOString()}::timestamptz
          where community_id = ${community.id} and status in ('refused', 'unknown', 'dropped') and reported_at is null
          returning seq, status, priority, text, to_person, sent_as, dedupe_key)
        select t.status, t.priority, t.text, p.name from taken t left join people p on p.community_id = ${community.id} and p.id = t.to_person
        where t.sent_as is null and coalesce(t.dedupe_key, '') not like ${`${reportKey}%`} order by t.seq`,
  );
}
