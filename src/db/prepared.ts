/**
 * PGlite that parses and plans a statement once. As shipped it sends each statement in six messages (Parse, Describe, Bind,
 * Describe, Execute, Sync), each a journey into WebAssembly, and there planning costs several times what running does; and
 * it copies its table of some hundred parsers for each call that brings parsers of its own, as every call of drizzle does.
 * Here a statement with parameters keeps a name in Postgres, and from its second use on it is one journey.
 */
import { type messages, type PGlite, parse, protocol, type Results, types } from '@electric-sql/pglite';
import { GuardedPGlite } from './guarded.ts';

type Query = PGlite['query'];
type Options = Parameters<Query>[2];
type Transaction = Parameters<Parameters<PGlite['transaction']>[0]>[0];

interface Statement {
  name: string;
  /** Type numbers of its parameters. */
  types: number[];
  description: messages.BackendMessage[];
}

/** More would be a program that writes values into its statements; the later ones are planned at each use. */
const mostStatements = 500;
/** The tables changed under the plan; somebody discarded all plans. */
const outdated = new Set(['0A000', '26000']);

const { serialize } = protocol;
const run = Buffer.concat([serialize.execute(), serialize.sync()]);
const asIs = (text: string) => text;
/** Every kind of time, and numeric in arrays, stays Postgres' text, as drizzle would ask for at each call. */
const texts = [types.TIMESTAMP, types.TIMESTAMPTZ, types.INTERVAL, types.DATE, 1231, 1115, 1185, 1187, 1182];

/** Parsers that come with a call do not count in it. */
export class PreparedPGlite extends GuardedPGlite {
  private readonly known = new Map<string, Statement>();
  /** How many names were given; none twice. */
  private named = 0;

  /** To be called once, when the database is ready. */
  override watch(): this {
    for (const type of texts) this.parsers[type] = asIs;
    return super.watch();
  }

  override async query<T>(text: string, params?: unknown[], options?: Options) {
    if (!this.keeps(text, params)) return super.query<T>(text, params, options);
    await this._checkReady();
    return this._runExclusiveTransaction(() => this.ask<T>(text, params ?? [], options));
  }

  override transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return super.transaction((tx) => {
      const query = <R>(text: string, params?: unknown[], options?: Options) =>
        this.keeps(text, params) && !tx.closed
          ? this.ask<R>(text, params ?? [], options)
          : tx.query<R>(text, params, options);
      return work(Object.assign(Object.create(tx), { query }));
    });
  }

  private keeps(text: string, params: unknown[] | undefined): boolean {
    return params !== undefined && params.length > 0 && (this.known.size < mostStatements || this.known.has(text));
  }

  private ask<T>(text: string, params: unknown[], options: Options) {
    return this._runExclusiveQuery(async () => {
      const statement = this.known.get(text) ?? (await this.prepare(text));
      const values = params.map((value, i) => this.written(value, statement.types[i]));
      const bind = serialize.bind({ statement: statement.name, values });
      try {
        const answer = await this.execProtocolStream(Buffer.concat([bind, run]), { syncToFs: false });
        const how = options?.rowMode ? { rowMode: options.rowMode } : {};
        return parse.parseResults([...statement.description, ...answer], this.parsers, how)[0] as Results<T>;
      } catch (error) {
        if (outdated.has((error as { code?: string }).code ?? '')) this.known.delete(text);
        throw error;
      }
    });
  }

  private async prepare(text: string): Promise<Statement> {
    const name = `s${this.named++}`;
    const ask = [serialize.parse({ name, text }), serialize.describe({ type: 'S', name }), serialize.sync()];
    const answer = await this.execProtocolStream(Buffer.concat(ask), { syncToFs: false });
    const description = answer.filter((message) => message.name === 'rowDescription');
    const statement = { name, types: parse.parseDescribeStatementResults(answer), description };
    this.known.set(text, statement);
    return statement;
  }

  private written(value: unknown, type: number | undefined): string | null {
    if (value === null || value === undefined) return null;
    const serializer = type === undefined ? undefined : this.serializers[type];
    return serializer ? serializer(value) : String(value);
  }
}
