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
  /** Not said when a line of this head comes after it in the same message: that one says how it stands by then. */
  unless?: string;
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
    /** When nobody knows whether it arrived it is said once more, because it matters more than being said twice. */
    repeats: boolean().notNull().default(false),
    /** When the leaders were told that it did not arrive, or may not have. */
    reportedAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    uniqueIndex('outbox_dedupe').on(t.communityId, t.dedupeKey).where(sql`dedupe_key is not null`),
    index('outbox_queued').on(t.communityId, t.priority, t.seq).where(sql`status in ('queued', 'sending')`),
    index('outbox_sent')
      .on(t.communityId, t.toPerson, t.sentAt, t.seq)
      .where(sql`status = 'sent' and shows is not null`),
    // The last posts of the group are asked with every message; among equals, which null is not, nothing comes in order.
    index('outbox_posts')
      .on(t.communityId, t.sentAt, t.seq)
      .where(sql`status = 'sent' and shows is not null and to_person is null`),
    index('outbox_unsaid')
      .on(t.communityId, t.seq)
      .where(sql`status in ('refused', 'unknown', 'dropped') and reported_at is null`),
  ],
);

/** Which process works for a chat account, and how long the account must be quiet. */
export const chatAccounts = pgTable(
  'chat_accounts',
  {
    communityId: communityId(),
    channel: text().notNull(),
    account: text().notNull(),
    /** The process that works for it; null: nobody does. */
    holder: text(),
    /** One more with each new holder. What an earlier holder still wants to take or write down is refused by it. */
    token: bigint({ mode: 'number' }).notNull(),
    /** Grows for as long as the holder lives. */
    beat: bigint({ mode: 'number' }).notNull(),
    /** The channel said that the account writes too often: nothing is sent before this. */
    quietUntil: moment(),
    /** How often in a row it said so. */
    quietTimes: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.channel, t.account] })],
);
