import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { LastPost } from '../chat/context.ts';
import type { Ref } from '../chat/meaning.ts';
import { communityId, moment } from '../db/columns.ts';

/** A line that can be joined with others of the same head into one message: head + names + tail of the last. */
export interface Joinable {
  head: string;
  name: string;
  tail: string;
}

/** What a post shows, so that “第二个” and “我来” can be understood after it. */
export interface Shows {
  kind: LastPost['kind'];
  refs: Ref[];
  dates?: string[];
}

export const outbox = pgTable(
  'outbox',
  {
    communityId: communityId(),
    id: uuid().notNull(),
    seq: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    /** Either a person, reached in a direct chat, or null: the service group. */
    toPerson: uuid(),
    text: text().notNull(),
    join: jsonb().$type<Joinable>(),
    shows: jsonb().$type<Shows>(),
    picture: text(),
    /** Only for an account that is surely this person's. */
    private: boolean().notNull().default(false),
    /** 0 emergency, 1 direct answer, 2 group answer, 3 reminder, 4 announcement. */
    priority: integer().notNull(),
    notBefore: moment().notNull(),
    /** After this it is stale and is dropped with a note. */
    lapsesAt: moment(),
    /** The same key is said once. */
    dedupeKey: text(),
    status: text().$type<'queued' | 'sending' | 'sent' | 'refused' | 'unknown' | 'dropped'>().notNull(),
    /** The row whose message carried this one (joined answers). */
    sentAs: uuid(),
    channel: text(),
    attempts: integer().notNull().default(0),
    note: text(),
    /** The message that caused it. */
    inboxId: uuid(),
    createdAt: moment().notNull(),
    sentAt: moment(),
    /** The last thing that had arrived when it was sent: what is newer was said after it. */
    heard: bigint({ mode: 'number' }),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    uniqueIndex('outbox_dedupe').on(t.communityId, t.dedupeKey).where(sql`dedupe_key is not null`),
    index('outbox_queued').on(t.communityId, t.priority, t.seq).where(sql`status in ('queued', 'sending')`),
    index('outbox_sent').on(t.communityId, t.toPerson, t.sentAt).where(sql`status = 'sent'`),
  ],
);
