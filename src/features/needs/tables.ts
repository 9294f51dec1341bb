import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { NeedCategory, Urgency } from '../../chat/meaning.ts';
import type { Attachment } from '../../chat/message.ts';
import { communityId, moment } from '../../db/columns.ts';

export type NeedStatus =
  | 'reported'
  | 'open'
  | 'claimed'
  | 'done'
  | 'confirmed'
  | 'referred'
  | 'refused'
  | 'unsolved'
  | 'withdrawn';

/** A need with its private part: only leaders, the team head and who claims it see these fields. */
export const needs = pgTable(
  'needs',
  {
    communityId: communityId(),
    itemId: uuid().notNull(),
    reporter: uuid().notNull(),
    /** For whom it is, when not for the reporter. */
    beneficiary: text(),
    words: text().notNull(),
    category: text().$type<NeedCategory>().notNull(),
    urgency: text().$type<Urgency>().notNull(),
    building: text(),
    unit: text(),
    room: text(),
    phone: text(),
    /** When it suits, as it was said. */
    whenWords: text(),
    status: text().$type<NeedStatus>().notNull(),
    /** The first receiver stays responsible. */
    receiver: uuid(),
    reason: text(),
    media: jsonb().$type<Attachment[]>().notNull().default([]),
    dueAt: moment().notNull(),
    doneAt: moment(),
    rating: integer(),
    createdAt: moment().notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.itemId] }), index('needs_reporter').on(t.communityId, t.reporter)],
);
