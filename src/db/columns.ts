/** Columns that every table bears, so that they are the same everywhere. */
import { timestamp, uuid } from 'drizzle-orm/pg-core';
import { uuidv7 } from 'uuidv7';

/** The community a row belongs to; leads every primary and unique key. */
export const communityId = () => uuid().notNull();
/** A new id, sortable by when it was made. */
export const newId = (): string => uuidv7();
/** A moment, with time zone. */
export const moment = () => timestamp({ withTimezone: true });
