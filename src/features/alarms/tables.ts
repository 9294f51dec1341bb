import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { communityId, moment } from '../../db/columns.ts';

/** An emergency that was reported: every duty leader is told until one answers. */
export const alarms = pgTable(
  'alarms',
  {
    communityId: communityId(),
    id: uuid().notNull(),
    kind: text().notNull(),
    /** Whom it is about, as it was said. */
    about: text().notNull(),
    words: text().notNull(),
    raisedBy: uuid().notNull(),
    raisedAt: moment().notNull(),
    takenBy: uuid(),
    takenAt: moment(),
    endedAt: moment(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.id] }), index('alarms_open').on(t.communityId, t.raisedAt)],
);
