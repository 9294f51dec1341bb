import { sql } from 'drizzle-orm';
import type { Community } from '../../community.ts';
import { type Queryable, rows, type Tx } from '../../db/db.ts';
import type { ChainEntry, ChainList } from '../../language/chain.ts';

export async function lastChain(db: Queryable, community: Community, itemId: string): Promise<ChainEntry[]> {
  const [row] = await rows<{ entries: ChainEntry[] }>(
    db,
    sql`select entries from chains where community_id = ${community.id} and item_id = ${itemId} for update`,
  );
  return row?.entries ?? [];
}

export async function keepChain(
  tx: Tx,
  community: Community,
  itemId: string,
  list: ChainList,
  by: string,
  now: Date,
): Promise<void> {
  await rows(
    tx,
    sql`insert into chains (community_id, item_id, title, entries, updated_by, updated_at)
        values (${community.id}, ${itemId}, ${list.title}, ${JSON.stringify(list.entries)}::text::jsonb, ${by}, ${now.toISOString()}::timestamptz)
        on conflict (community_id, item_id) do update set title = excluded.title, entries = excluded.entries, updated_by = excluded.updated_by, updated_at = excluded.updated_at`,
  );
}
