import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { NeedCategory } from '../../chat/meaning.ts';
import { communityId, moment } from '../../db/columns.ts';

/**
 * Everything that can be claimed bears a number here: activities, shifts, needs, visits. What the group may know of it
 * stands here; a need's name, door and phone stand in `needs` only.
 */
export const items = pgTable(
  'items',
  {
    communityId: communityId(),
    id: uuid().notNull(),
    number: integer().notNull(),
    /** '' for the whole, 'A', 'B' … for its shifts. */
    shift: text().notNull().default(''),
    kind: text().$type<'activity' | 'shift' | 'need' | 'visit'>().notNull(),
    /** Whether seats can be claimed: an activity with shifts is `divided`, its shifts are `open`. */
    status: text().$type<'open' | 'divided' | 'waiting' | 'closed' | 'cancelled'>().notNull(),
    title: text().notNull(),
    venue: text(),
    category: text().$type<NeedCategory>(),
    startsAt: moment(),
    endsAt: moment(),
    /** Only the day of `startsAt` is known. */
    wholeDay: boolean().notNull().default(false),
    seats: integer().notNull(),
    taken: integer().notNull().default(0),
    createdBy: uuid(),
    createdAt: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    uniqueIndex('items_number').on(t.communityId, t.number, t.shift),
    index('items_open').on(t.communityId, t.startsAt).where(sql`status in ('open', 'divided', 'waiting')`),
    check('items_seats', sql`taken >= 0 and taken <= seats`),
  ],
);

/** Who holds, waits for or was offered seats of an item. A row ends, it is never deleted. */
export const claims = pgTable(
  'claims',
  {
    communityId: communityId(),
    id: uuid().notNull(),
    itemId: uuid().notNull(),
    /** The person's id, or `name:…` for somebody without an account. One living claim of a holder for an item. */
    holder: text().notNull(),
    personId: uuid(),
    name: text().notNull(),
    /** Who said it. */
    byPerson: uuid().notNull(),
    size: integer().notNull(),
    state: text().$type<'held' | 'waiting' | 'offered' | 'ifNobody' | 'ended'>().notNull(),
    /** Place in the waiting order: the moment of the first word, kept when an offer lapses to the end of the line. */
    since: moment().notNull(),
    offeredUntil: moment(),
    checkedInAt: moment(),
    checkedOutAt: moment(),
    attendance: text().$type<'came' | 'noShow'>(),
    endedAt: moment(),
    endedBy: text().$type<'released' | 'swapped' | 'cancelled' | 'lapsed' | 'undone' | 'removed'>(),
    createdAt: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    uniqueIndex('claims_living').on(t.communityId, t.itemId, t.holder).where(sql`state <> 'ended'`),
    index('claims_person').on(t.communityId, t.personId).where(sql`state <> 'ended'`),
    index('claims_by').on(t.communityId, t.byPerson).where(sql`state <> 'ended'`),
    check('claims_size', sql`size > 0`),
  ],
);
