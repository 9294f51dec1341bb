import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Member } from '../channel/channel.ts';
import { communityId, moment } from '../db/columns.ts';

/** Which account of a channel is which of our people, how sure that is, and why (wechat.md 11). */
export const accounts = pgTable(
  'accounts',
  {
    communityId: communityId(),
    channel: text().notNull(),
    /** The channel's id; on channels without stable ids it is good for one session. */
    account: text().notNull(),
    /** That session, empty where ids are stable. What is bound in an earlier one says only which names somebody bore. */
    session: text().notNull().default(''),
    personId: uuid().notNull(),
    /** `sure`: a code, a remark or a stable id. `probable`: the names fit and fit only one: enough to claim a seat. */
    sure: text().$type<'sure' | 'probable'>().notNull(),
    evidence: text().notNull(),
    nickname: text().notNull(),
    roomAlias: text(),
    /** Direct messages reach it. */
    friend: text().$type<'yes' | 'no' | 'unknown'>().notNull().default('unknown'),
    /** The remark that we know it bears. */
    remark: text(),
    /** How often setting our remark has failed, and when it is tried again. */
    remarkTries: integer().notNull().default(0),
    remarkAt: moment(),
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
    /** The session that the id is good for, empty where ids are stable. */
    session: text().notNull().default(''),
    topic: text().notNull(),
    /** Who is in it: by them it is known again after the next login. */
    members: jsonb().$type<Member[]>().notNull().default([]),
    lookedAt: moment(),
    /** The bot was put out of it. */
    goneAt: moment(),
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

/** The code in the remark by which a friend is known again after a login. Nobody but the bot's account can set a remark. */
export const remarks = pgTable(
  'remarks',
  { communityId: communityId(), personId: uuid().notNull(), code: text().notNull() },
  (t) => [primaryKey({ columns: [t.communityId, t.personId] }), uniqueIndex('remarks_code').on(t.communityId, t.code)],
);

/** Accounts whose names fit somebody who may be somebody else: nothing is done for them until a leader says who it is. */
export const doubts = pgTable(
  'doubts',
  {
    communityId: communityId(),
    channel: text().notNull(),
    account: text().notNull(),
    session: text().notNull(),
    /** By which a leader names it: 认人 3 A. */
    number: integer().notNull(),
    nickname: text().notNull(),
    roomAlias: text(),
    friend: text().$type<'yes' | 'no' | 'unknown'>().notNull(),
    /** Came in the service group, so somebody new is a volunteer. */
    inGroup: boolean().notNull(),
    /** Whom it may be, in the order of their letters. */
    candidates: jsonb().$type<string[]>().notNull(),
    createdAt: moment().notNull(),
    settledAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.channel, t.account] }),
    uniqueIndex('doubts_number').on(t.communityId, t.number),
  ],
);
