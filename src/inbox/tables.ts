import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Incoming } from '../chat/message.ts';
import { communityId, moment } from '../db/columns.ts';

/** Everything that a channel handed over, kept before it is handled. Handling locks the row: a crash frees it again. */
export const inbox = pgTable(
  'inbox',
  {
    communityId: communityId(),
    id: uuid().notNull(),
    /** Order of arrival. */
    seq: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    channel: text().notNull(),
    account: text().notNull(),
    messageId: text().notNull(),
    chat: text().notNull(),
    sender: text().notNull(),
    at: moment().notNull(),
    event: jsonb().$type<Incoming>().notNull(),
    status: text().$type<'new' | 'done' | 'failed'>().notNull(),
    attempts: integer().notNull().default(0),
    /** What it was understood as, the first meaning's name. */
    meant: text(),
    handledAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    uniqueIndex('inbox_message').on(t.communityId, t.channel, t.account, t.messageId),
    index('inbox_new').on(t.communityId, t.seq).where(sql`status = 'new'`),
    // How much was said since the bot's last post is asked with every message, under thousands of others.
    index('inbox_talk').on(t.communityId, t.channel, t.chat, t.seq).where(sql`meant = 'chatter'`),
    index('inbox_chat').on(t.communityId, t.channel, t.chat, t.seq),
  ],
);
