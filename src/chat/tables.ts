import { jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { communityId, moment } from '../db/columns.ts';
import type { Question } from './context.ts';
import type { Slots } from './meaning.ts';

/** The question that waits for somebody's answer in a chat; one at a time, the newest counts. */
export const questions = pgTable(
  'questions',
  {
    communityId: communityId(),
    personId: uuid().notNull(),
    chat: text().$type<'group' | 'direct'>().notNull(),
    question: jsonb().$type<Question>().notNull(),
    /** What the dialogue knows so far. */
    draft: jsonb().$type<Slots & Record<string, unknown>>().notNull(),
    expiresAt: moment().notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.personId, t.chat] })],
);
