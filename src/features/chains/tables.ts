import { jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { communityId, moment } from '../../db/columns.ts';

/** The last version of a 接龙 for an item: what the next one is compared with. */
export const chains = pgTable(
  'chains',
  {
    communityId: communityId(),
    itemId: uuid().notNull(),
    title: text().notNull(),
    entries: jsonb().$type<{ name: string; size: number; note?: string }[]>().notNull(),
    updatedBy: uuid().notNull(),
    updatedAt: moment().notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.itemId] })],
);
