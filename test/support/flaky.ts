/** A store that can be made to fail: before a statement, or after it, when it is done and only the answer is lost. */
import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Db } from '../../src/db/db.ts';

export interface Fault {
  /** As Postgres or Node name it. */
  code: string;
  /** `lost`: the work is done, the answer is lost. */
  how?: 'lost';
  /** Only statements with these words; transactions have none. */
  only?: RegExp;
  /** So often; then it works again. */
  times?: number;
}

export interface Flaky {
  db: Db;
  fault: Fault | undefined;
}

export function flaky(db: Db): Flaky {
  const dialect = new PgDialect();
  const state: Flaky = { db, fault: undefined };
  async function run<T>(words: string, work: () => PromiseLike<T>): Promise<T> {
    const fault = state.fault;
    if (!fault || (fault.only && !fault.only.test(words))) return work();
    if (fault.times !== undefined && --fault.times <= 0) state.fault = undefined;
    if (fault.how === 'lost') await work();
    throw Object.assign(new Error(`made to fail: ${fault.code}`), { code: fault.code });
  }
  state.db = new Proxy(db, {
    get(target, key) {
      if (key === 'execute') return (query: SQL) => run(dialect.sqlToQuery(query).sql, () => target.execute(query));
      if (key === 'transaction')
        return (...work: Parameters<Db['transaction']>) => run('', () => target.transaction(...work));
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return state;
}
