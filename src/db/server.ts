/** The store on a PostgreSQL server. */
import postgres from 'postgres';

/** Connections of one process. A process does one message at a time per chat, so more would only wait in the database. */
const connections = 10;
/** Milliseconds. A statement of a chat takes some; one that takes this long is a fault, and must not hold its locks. */
const longestStatement = 30_000;

/** bigint as a number, as the embedded store gives it: counts and sums stay far below 2^53. */
const bigint = { to: 20, from: [20], serialize: String, parse: Number };

/**
 * Connects lazily. Times are UTC whatever the server's zone.
 * @param purpose `migration`: one connection without a limit on time, for a lock that waits and for long statements
 */
export function connect(databaseUrl: string, purpose: 'work' | 'migration') {
  const limits =
    purpose === 'work'
      ? { statement_timeout: longestStatement, idle_in_transaction_session_timeout: 2 * longestStatement }
      : { statement_timeout: 0 };
  return postgres(databaseUrl, {
    max: purpose === 'work' ? connections : 1,
    connect_timeout: 10,
    idle_timeout: 300,
    max_lifetime: 3600,
    onnotice: () => {},
    types: { bigint },
    connection: { application_name: 'xingyuan', TimeZone: 'UTC', ...limits },
  });
}

/** Asks the server for a sign of life. Throws an Error with one Chinese sentence that says what to do. */
export async function check(client: postgres.Sql, databaseUrl: string): Promise<void> {
  try {
    await client`select 1`;
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
