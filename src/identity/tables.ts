import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { communityId, moment } from '../db/columns.ts';

/** Which account of a channel is which of our people, how sure that is, and why (wechat.md 11). */
export const accounts = pgTable(
  'accounts',
  {
    communityId: communityId(),
    channel: text().notNull(),
    /** The channel's id; on channels without stable ids it is good for one session. */
    account: text().notNull(),
    personId: uuid().notNull(),
    /** `sure`: a code, a remark or a stable id. `probable`: the names fit and fit only one: enough to claim a seat. */
    sure: text().$type<'sure' | 'probable'>().notNull(),
    evidence: text().notNull(),
    nickname: text().notNull(),
    roomAlias: text(),
    /** Direct messages reach it. */
    friend: text().$type<'yes' | 'no' | 'unknown'>().notNull().default('unknown'),
    seenAt: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.channel, t.account] }),
    index('accounts_person').on(t.communityId, t.personId),
  ],
);

/** Groups that the bot works in. */
export const rooms = pgTable(
  'rooms',
  {
    communityId: communityId(),
    channel: text().notNull(),
    room: text().notNull(),
    topic: text().notNull(),
    boundBy: uuid(),
    boundAt: moment().notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.channel, t.room] })],
);

/** One-time codes; only the hash is kept. */
export const codes = pgTable(
  'codes',
  {
    communityId: communityId(),
    hash: text().notNull(),
    purpose: text().notNull(),
    expiresAt: moment().notNull(),
    usedAt: moment(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.hash] })],
);
