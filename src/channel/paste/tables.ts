/** What lies ready to be posted by hand: it stays until somebody marks it, also over a restart. */
import { bigint, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { communityId, moment } from '../../db/columns.ts';

export const pasteTray = pgTable(
  'paste_tray',
  {
    communityId: communityId(),
    /** The outgoing message's id: the same message lies here once, however often it is sent. */
    id: text().notNull(),
    seq: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    chat: text({ enum: ['group', 'direct'] }).notNull(),
    /** For whom, by the name in the group; empty for the group itself. */
    account: text().notNull(),
    text: text().notNull(),
    /** File name in DATA_DIR/media. */
    picture: text(),
    madeAt: moment().notNull(),
    /** `left`: somebody decided not to post it. */
    state: text({ enum: ['ready', 'sent', 'left'] }).notNull(),
    markedAt: moment(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.id] }), index('paste_tray_state').on(t.communityId, t.state, t.seq)],
);

export type TrayRow = typeof pasteTray.$inferSelect;
