import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { communityId, moment } from '../../db/columns.ts';

/** A visit at an elder's, as the visitor told it. */
export const visits = pgTable(
  'visits',
  {
    communityId: communityId(),
    id: uuid().notNull(),
    /** The elder, as the visitor calls them. */
    elder: text().notNull(),
    visitor: uuid().notNull(),
    /** When it was, local day. */
    day: text().notNull(),
    words: text().notNull(),
    createdAt: moment().notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.id] }), index('visits_elder').on(t.communityId, t.elder, t.day)],
);
