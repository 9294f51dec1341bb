import { bigint, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Role } from '../../chat/meaning.ts';
import { communityId, moment } from '../../db/columns.ts';

/** What leaders may set by chat; absent means the default of settings.ts. */
export interface CommunitySettings {
  announce?: { days: number[]; time: string };
}

export const communities = pgTable('communities', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  settings: jsonb().$type<CommunitySettings>().notNull(),
  /** The last number given to something that can be claimed. */
  lastNumber: integer().notNull().default(0),
  /** How far the local chat's clock stands ahead of the real one, in milliseconds. */
  clockOffset: bigint({ mode: 'number' }).notNull().default(0),
  createdAt: moment().notNull(),
});

export const people = pgTable(
  'people',
  {
    communityId: communityId(),
    id: uuid().notNull(),
    name: text().notNull(),
    role: text().$type<Role>().notNull(),
    /** Other names by which people call them. */
    aliases: text().array().notNull().default([]),
    unit: text(),
    grid: text(),
    skills: text().array().notNull().default([]),
    phone: text(),
    status: text().$type<'active' | 'resting' | 'left'>().notNull().default('active'),
    createdAt: moment().notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.id] })],
);
