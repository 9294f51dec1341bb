import { boolean, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { communityId, moment } from '../../db/columns.ts';

/** What an activity has beyond its number, title, time and seats, which stand in `items`. */
export const activities = pgTable(
  'activities',
  {
    communityId: communityId(),
    itemId: uuid().notNull(),
    meetingPoint: text(),
    /** What to bring or wear, as the leader said it. */
    bring: text(),
    /** The person in charge: gets late releases and does the roll call. */
    inCharge: uuid().notNull(),
    /** Which thresholds were told already, so that nothing is said twice. */
    toldHalf: boolean().notNull().default(false),
    toldFull: boolean().notNull().default(false),
    cancelledAt: moment(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.itemId] })],
);
