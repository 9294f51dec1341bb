import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { communityId, moment } from '../db/columns.ts';

/** Something to do at a moment, once. */
export const jobs = pgTable(
  'jobs',
  {
    communityId: communityId(),
    id: uuid().notNull(),
    kind: text().notNull(),
    /** `kind:what:slot`: the same thing is due once. */
    dedupeKey: text().notNull(),
    /** The item it is about, so that a changed or cancelled item takes its jobs along. */
    itemId: uuid(),
    payload: jsonb().$type<Record<string, string>>().notNull(),
    runAt: moment().notNull(),
    status: text().$type<'due' | 'done' | 'dropped' | 'failed'>().notNull(),
    attempts: integer().notNull().default(0),
    lastError: text(),
    doneAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    uniqueIndex('jobs_dedupe').on(t.communityId, t.dedupeKey),
    index('jobs_due').on(t.communityId, t.runAt).where(sql`status = 'due'`),
  ],
);

/** What recurs: when it is due next. Its rule is code or a setting; a tick enqueues a job for the slot and moves on. */
export const schedules = pgTable(
  'schedules',
  {
    communityId: communityId(),
    name: text().notNull(),
    nextRunAt: moment().notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.name] })],
);
