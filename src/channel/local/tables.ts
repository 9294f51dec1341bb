/** The local chat keeps what was said in the database, so that a restart shows the same page and loses nothing. */
import { boolean, index, integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { communityId, moment } from '../../db/columns.ts';

export const localMessages = pgTable(
  'local_messages',
  {
    communityId: communityId(),
    /** Running number in the community, without gaps, so that “everything after n” never misses a line. */
    n: integer().notNull(),
    chat: text({ enum: ['group', 'direct'] }).notNull(),
    fromName: text().notNull(),
    /** Direct chats only. */
    toName: text(),
    kind: text({ enum: ['text', 'picture', 'voice', 'recall'] }).notNull(),
    text: text().notNull(),
    /** File name in DATA_DIR/media. */
    file: text(),
    fileName: text(),
    mediaType: text(),
    bytes: integer(),
    /** What was said in a voice message, as its sender typed it. */
    transcript: text(),
    /** The quoted message; `quoteN` is absent when a script quoted something that is not in this chat. */
    quoteN: integer(),
    quoteName: text(),
    quoteText: text(),
    /** Names that the bot @-mentioned. */
    mentions: text().array(),
    /** For `recall`: the number of the message that was taken back. */
    recalls: integer(),
    recalled: boolean().notNull().default(false),
    /** `out:…` for what the bot sends, `in:…` for what a page sends: the same again is not shown twice. */
    dedupeKey: text(),
    /** False until the inbox has it; handed over again at the next start. */
    handedOver: boolean().notNull(),
    /** The chat's clock when it was said. */
    at: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.n] }),
    unique('local_messages_dedupe_key').on(t.communityId, t.dedupeKey),
    index('local_messages_waiting').on(t.communityId, t.handedOver, t.n),
  ],
);

export type LocalMessage = typeof localMessages.$inferSelect;
