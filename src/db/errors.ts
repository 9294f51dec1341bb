/** What an error of the store means. Reads through the wrappers of drizzle (`cause`) and of Node (several addresses tried). */

/** Broken or missing connections, as Node and the postgres driver name them. */
const cutCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
]);
/** Our embedded store after Postgres in it gave up; too many connections; a server that was demoted to a reader. */
const otherwiseAway = new Set(['STORE_GONE', '53300', '25006']);

interface Coded {
  code: string;
  constraint: string | undefined;
}

/** The coded errors inside an error, outermost first. */
function* codes(error: unknown, depth = 0): Generator<Coded> {
  if (typeof error !== 'object' || error === null || depth > 8) return;
  const at = error as Record<string, unknown>;
  if (typeof at['code'] === 'string')
    // `constraint_name` is the postgres driver's word, `constraint` that of PGlite.
    yield { code: at['code'], constraint: text(at['constraint_name'] ?? at['constraint']) };
  if (Array.isArray(at['errors'])) for (const inner of at['errors']) yield* codes(inner, depth + 1);
  yield* codes(at['cause'], depth + 1);
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const some = (error: unknown, test: (found: Coded) => boolean): boolean => [...codes(error)].some(test);

/** A row with this key is there already; with `constraint`, only when that one objected. */
export function isUnique(error: unknown, constraint?: string): boolean {
  return some(
    error,
    (found) => found.code === '23505' && (constraint === undefined || found.constraint === constraint),
  );
}

/** Two transactions stood in each other's way (serialization failure, deadlock): the same work again can succeed. */
export function isClash(error: unknown): boolean {
  return some(error, ({ code }) => code === '40001' || code === '40P01');
}

/** The connection is gone or could not be made. */
export function isCut(error: unknown): boolean {
  return some(error, ({ code }) => cutCodes.has(code) || /^(08|57P0)/.test(code));
}

/** The database cannot be used at present: the same work can succeed later, unchanged. */
export function isAway(error: unknown): boolean {
  return isCut(error) || some(error, ({ code }) => otherwiseAway.has(code));
}

/** The disk is full, here or at the database. */
export function isFull(error: unknown): boolean {
  return some(error, ({ code }) => code === '53100' || code === 'ENOSPC' || code === 'EDQUOT');
}

/** Nothing can be written at present, which says nothing of what was to be written: the same work can succeed later. */
export function isOutage(error: unknown): boolean {
  return isAway(error) || isFull(error);
}
