import { sql } from 'drizzle-orm';
import type { Community } from '../../community.ts';
import { type Queryable, rows, type Tx } from '../../db/db.ts';

export interface Alarm {
  id: string;
  kind: string;
  about: string;
  words: string;
  raisedBy: string;
  raisedAt: Date;
  takenBy: string | null;
}

const columns = sql.raw(
  'id, kind, about, words, raised_by as "raisedBy", raised_at as "raisedAt", taken_by as "takenBy"',
);

/** Alarms that are not over, newest first. */
export async function openAlarms(db: Queryable, community: Community): Promise<Alarm[]> {
  const found = await rows<Alarm>(
    db,
    sql`select ${columns} from alarms where community_id = ${community.id} and ended_at is null order by raised_at desc`,
  );
  return found.map((alarm) => ({ ...alarm, raisedAt: new Date(alarm.raisedAt) }));
}

export async function alarmById(db: Queryable, community: Community, id: string): Promise<Alarm | undefined> {
  const [row] = await rows<Alarm>(
    db,
    sql`select ${columns} from alarms where community_id = ${community.id} and id = ${id} and ended_at is null`,
  );
  return row;
}

export async function insertAlarm(
  tx: Tx,
  community: Community,
  alarm: Omit<Alarm, 'takenBy' | 'raisedAt'>,
  now: Date,
): Promise<void> {
  await rows(
    tx,
    sql`insert into alarms (community_id, id, kind, about, words, raised_by, raised_at)
        values (${community.id}, ${alarm.id}, ${alarm.kind}, ${alarm.about}, ${alarm.words}, ${alarm.raisedBy}, ${now.toISOString()}::timestamptz)`,
  );
}

export async function takeAlarms(tx: Tx, community: Community, by: string, now: Date): Promise<Alarm[]> {
  return rows(
    tx,
    sql`update alarms set taken_by = ${by}, taken_at = ${now.toISOString()}::timestamptz
        where community_id = ${community.id} and taken_by is null and ended_at is null returning ${columns}`,
  );
}

export async function endAlarm(tx: Tx, community: Community, id: string, now: Date): Promise<void> {
  await rows(
    tx,
    sql`update alarms set ended_at = ${now.toISOString()}::timestamptz where community_id = ${community.id} and id = ${id}`,
  );
}
