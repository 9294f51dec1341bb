import { index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { communityId, moment } from '../db/columns.ts';

/** The trail: every change and every look at private fields; who, when, through which message. Never changed. */
export const audit = pgTable(
  'audit',
  {
    communityId: communityId(),
    id: uuid().notNull(),
    at: moment().notNull(),
    /** Null when time did it. */
    personId: uuid(),
    inboxId: uuid(),
    jobId: uuid(),
    action: text().notNull(),
    itemId: uuid(),
    detail: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    index('audit_item').on(t.communityId, t.itemId, t.at),
    index('audit_person').on(t.communityId, t.personId, t.at),
  ],
);
