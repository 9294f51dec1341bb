/** A handle on the store, whichever driver is behind it. Only `open.ts` knows the drivers. */
import type { SQL } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

/** The store outside a transaction. */
export type Db = PgDatabase<PgQueryResultHKT>;
/** The store inside a transaction. There, use only this: on the embedded store the outer handle would wait for ever. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];
/** Where it does not matter. */
export type Queryable = Db | Tx;

/**
 * Runs a statement and gives its rows, the same for every driver: columns as they are called in SQL, numbers (also bigint)
 * as number, json parsed, every kind of time and date as Postgres' text (UTC), numeric as text.
 */
export async function rows<T>(db: Queryable, query: SQL): Promise<T[]> {
  const result: unknown = await db.execute(query);
  // postgres answers with the rows themselves, PGlite with an object that holds them.
  return (Array.isArray(result) ? result : (result as { rows: unknown[] }).rows) as T[];
}
