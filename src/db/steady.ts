/**
 * The postgres driver (3.4.9) so that the loss of the database is an error and nothing worse. Left to itself it
 * - writes `rollback` into a connection that is gone when it goes in the middle of a transaction, which ends the whole
 *   process with a TypeError that nobody can catch (porsager/postgres #1208, #1066, #1154), and so does `commit`;
 * - waits without end for a server that accepts connections and closes them, as a proxy does whose database is down;
 * - waits a quarter of an hour for an answer when the network is cut.
 */
import type { PendingQuery, Row, Sql } from 'postgres';
import { isCut } from './errors.ts';

type Query = Parameters<Sql['unsafe']>;

/** What drizzle uses of the driver, outside and inside a transaction. */
interface Client {
  options: Sql['options'];
  unsafe(...query: Query): Answer;
  begin<T>(work: (tx: TxClient) => Promise<T>): Promise<T>;
}
interface TxClient extends Pick<Client, 'options' | 'unsafe'> {
  savepoint<T>(work: (inner: TxClient) => Promise<T>): Promise<T>;
}
type Answer = Promise<unknown> & { values(): Promise<unknown> };
interface DriverTx {
  unsafe: Sql['unsafe'];
  savepoint<T>(work: (inner: DriverTx) => Promise<T>): Promise<T>;
}

export interface Patience {
  /** Milliseconds until a statement has to be on its way to a server. */
  start: number;
  /** Milliseconds until its answer has to be there; longer than the server's own limit. */
  answer: number;
  /** Milliseconds after an error of a connection until the driver has noticed that it is gone. */
  notice: number;
}

/** A transaction: what is known of its connection. */
interface Fate {
  gone: boolean;
  giveUp: (error: unknown) => void;
}

const away = (code: string, message: string) => Object.assign(new Error(message), { code });
const noStart = () => away('CONNECT_TIMEOUT', 'the database accepts no statements');

/** To be given to drizzle in place of the driver. */
export function steady(sql: Sql, patience: Patience): Sql {
  const client: Client = {
    options: sql.options,
    unsafe: (...query) => answerOf(sql.unsafe(...planned(query)), patience),
    begin: (work) => begin(sql, work, patience),
  };
  return client as unknown as Sql;
}

/** More would be a program that writes values into its statements; the later ones are planned at each use. */
const mostPlanned = 500;
const plannedTexts = new Set<string>();

/**
 * Has the server plan a statement with parameters once for each connection; drizzle asks for it to be planned at each use,
 * which costs the server several times what running it does, and another journey there and back.
 */
function planned([text, params, options]: Query): Query {
  if (!params?.length) return [text, params, options];
  if (plannedTexts.size < mostPlanned) plannedTexts.add(text);
  return [text, params, { ...options, prepare: plannedTexts.has(text) }];
}

function begin<T>(sql: Sql, work: (tx: TxClient) => Promise<T>, patience: Patience): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const fate: Fate = { gone: false, giveUp: reject };
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      reject(noStart());
    }, patience.start);
    const guarded = async (tx: DriverTx): Promise<T> => {
      clearTimeout(timer);
      // Whoever asked has been told no. The connection lives, so the driver may roll back.
      if (late) throw noStart();
      return outlive(work(inside(sql, tx, fate, patience)), fate, patience);
    };
    const ended = () => {
      clearTimeout(timer);
      fate.gone = true;
    };
    (sql.begin as unknown as (work: (tx: DriverTx) => Promise<T>) => Promise<T>)(guarded)
      .finally(ended)
      .then(resolve, reject);
  });
}

function inside(sql: Sql, tx: DriverTx, fate: Fate, patience: Patience): TxClient {
  return {
    options: sql.options,
    unsafe(...query) {
      refuseIfGone(fate);
      const answer = answerOf(tx.unsafe(...planned(query)), patience);
      answer.catch((error) => {
        if (isCut(error)) fate.gone = true;
      });
      return answer;
    },
    async savepoint(work) {
      refuseIfGone(fate);
      return tx.savepoint((inner) => outlive(work(inside(sql, inner, fate, patience)), fate, patience));
    },
  };
}

function refuseIfGone(fate: Fate): void {
  if (fate.gone) throw away('CONNECTION_CLOSED', 'the connection of this transaction is gone');
}

/**
 * The work of a transaction, which never ends for the driver when the connection is gone: it would commit or roll back.
 * Its `begin` fails by itself as soon as it has noticed, and if it does not notice we end the transaction for those who wait.
 */
function outlive<T>(work: Promise<T>, fate: Fate, patience: Patience): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const unless = (end: () => void, why: unknown) => {
      if (!fate.gone) return end();
      setTimeout(() => fate.giveUp(why), patience.notice).unref();
    };
    work.then(
      (result) => unless(() => resolve(result), away('CONNECTION_CLOSED', 'the connection is gone before the commit')),
      (error) => unless(() => reject(error), error),
    );
  });
}

/** A statement with its limits. */
function answerOf(query: PendingQuery<Row[]>, patience: Patience): Answer {
  const answer = new Promise<unknown>((resolve, reject) => {
    const start = setTimeout(() => {
      // Sent to a server: then the server's limit counts.
      if ((query as unknown as { state: unknown }).state !== null) return;
      reject(noStart());
      query.cancel();
    }, patience.start);
    const end = setTimeout(() => reject(away('ETIMEDOUT', 'the database does not answer')), patience.answer);
    query.then(resolve, reject).finally(() => {
      clearTimeout(start);
      clearTimeout(end);
    });
  });
  // The driver sends a statement only after the code that made it has run, so `values` still comes in time.
  const values = () => {
    query.values();
    return answer;
  };
  return Object.assign(answer, { values });
}
