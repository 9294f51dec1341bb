/** The store on a PostgreSQL server. */
import postgres from 'postgres';
import { steady } from './steady.ts';

/** Connections of one process. A process does one message at a time per chat, so more would only wait in the database. */
const connections = 10;
/** Milliseconds. A statement of a chat takes some; one that takes this long is a fault, and must not hold its locks. */
const longestStatement = 30_000;

const longestMigration = 24 * 60 * 60 * 1000;

const asIs = (value: unknown): unknown => value;

/** The elements of an array of one dimension, from Postgres' text such as `{a,"b \\"c\\"",NULL}`. */
function elements(text: string): (string | null)[] {
  return [...text.matchAll(/"((?:[^"\\]|\\[\s\S])*)"|([^{},]+)/g)].map(([, quoted, plain = '']) => {
    if (quoted !== undefined) return quoted.replace(/\\([\s\S])/g, '$1');
    return plain === 'NULL' ? null : plain;
  });
}
const numbers = (text: string) => elements(text).map((element) => (element === null ? null : Number(element)));

/**
 * The same shapes as the embedded store gives. bigint as a number: counts and sums stay far below 2^53. Arrays are named
 * here by their types' numbers in pg_type (varchar, text, uuid; int2, int4, int8, float4, float8), because the driver's way
 * of asking the server for them (`fetch_types`) ends the process when the connection goes in that moment.
 */
const types = {
  bigint: { to: 20, from: [20], serialize: String, parse: Number },
  texts: { to: 1009, from: [1015, 1009, 2951], serialize: asIs, parse: elements },
  numbers: { to: 1007, from: [1005, 1007, 1016, 1021, 1022], serialize: asIs, parse: numbers },
};

export interface Server {
  /** For drizzle. */
  client: postgres.Sql;
  end(): Promise<void>;
}

/**
 * Connects when the first statement comes. Times are UTC whatever the server's zone.
 * @param purpose `migration`: one connection without a limit on time, for a lock that waits and for long statements
 */
export function connect(databaseUrl: string, purpose: 'work' | 'migration'): Server {
  const forWork = purpose === 'work';
  const habits = {
    statement_timeout: longestStatement,
    idle_in_transaction_session_timeout: 2 * longestStatement,
    // Our statements are few, prepared and asked by whole keys: to plan them anew for each value costs more than to run them.
    plan_cache_mode: 'force_generic_plan',
    // A plan for all values is thought dear, and compiling it would take longer than all of its runs.
    jit: 'off',
  };
  const sql = postgres(databaseUrl, {
    max: forWork ? connections : 1,
    connect_timeout: 10,
    // The driver's own rule waits up to 20 seconds and so finds a database that is back late.
    backoff: (tries: number) => Math.min(0.05 * 2 ** tries, 2),
    idle_timeout: 300,
    max_lifetime: 3600,
    onnotice: () => {},
    types,
    fetch_types: false,
    connection: {
      application_name: 'xingyuan',
      TimeZone: 'UTC',
      ...(forWork ? habits : { statement_timeout: 0 }),
    },
  });
  const patience = { start: 15_000, answer: forWork ? 1.5 * longestStatement : longestMigration, notice: 5_000 };
  return { client: steady(sql, patience), end: () => sql.end({ timeout: 5 }) };
}

/** Asks the server for a sign of life. Throws an Error with one Chinese sentence that says what to do. */
export async function check({ client }: Server, databaseUrl: string): Promise<void> {
  try {
    await client.unsafe('select 1');
  } catch (cause) {
    throw new Error(sentence((cause as { code?: string }).code ?? '', databaseUrl), { cause });
  }
}

function sentence(code: string, databaseUrl: string): string {
  // Never the whole address: it holds the password.
  const { hostname, port, pathname } = URL.canParse(databaseUrl)
    ? new URL(databaseUrl)
    : { hostname: '', port: '', pathname: '' };
  if (/^28/.test(code)) return '数据库不接受 DATABASE_URL 里的用户名或密码，请改正后再启动。';
  if (code === '3D000')
    return `数据库服务器上没有 ${pathname.slice(1)} 这个数据库，请先建好它，或改正 DATABASE_URL，再启动。`;
  return `连不上数据库 ${hostname}:${port || 5432}（${code || '没有应答'}），请确认它在运行、DATABASE_URL 没有写错，再启动。`;
}
