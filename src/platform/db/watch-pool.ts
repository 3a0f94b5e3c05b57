import type pg from 'pg';
import type { QueryObserver } from './database.ts';
import { assertNoTransactionHeld } from './handle-of.ts';

type Connect = (callback?: ConnectCallback) => Promise<pg.PoolClient> | undefined;
type ConnectCallback = (error: Error | undefined, client: undefined, done: () => void) => void;
type Query = (...parameters: unknown[]) => unknown;

/** Makes the pool refuse whoever already holds a transaction, and report each statement to the observer. */
export function watchPool(pool: pg.Pool, observer: QueryObserver): void {
  guardConnect(pool);
  pool.on('connect', (client) => {
    watchClient(client, observer);
  });
}

/** `pool.query` takes its connection by `connect` too, so this one place guards both. */
function guardConnect(pool: pg.Pool): void {
  const connect: Connect = pool.connect.bind(pool);
  function guardedConnect(callback?: ConnectCallback): Promise<pg.PoolClient> | undefined {
    try {
      assertNoTransactionHeld('take a second connection from the pool');
    } catch (error) {
      if (callback === undefined) {
        return Promise.reject(error);
      }
      callback(error instanceof Error ? error : new Error(String(error)), undefined, () => undefined);
      return undefined;
    }
    return connect(callback);
  }
  Object.defineProperty(pool, 'connect', { value: guardedConnect, configurable: true });
}

/** pg knows three forms: a promise, a callback as the last argument, and an object that reports by itself. */
function watchClient(client: pg.PoolClient, observer: QueryObserver): void {
  const query: Query = client.query.bind(client);
  function watchedQuery(...parameters: unknown[]): unknown {
    const startedAtMs = performance.now();
    function report(failed: boolean): void {
      observer({ statement: statementOf(parameters[0]), durationMs: performance.now() - startedAtMs, failed });
    }
    const last = parameters.at(-1);
    if (typeof last === 'function') {
      return query(...parameters.slice(0, -1), (error: unknown, result: unknown) => {
        report(Boolean(error));
        last(error, result);
      });
    }
    const result = query(...parameters);
    if (result instanceof Promise) {
      result.then(
        () => report(false),
        () => report(true),
      );
    }
    return result;
  }
  Object.defineProperty(client, 'query', { value: watchedQuery, configurable: true });
}

function statementOf(query: unknown): string {
  if (typeof query === 'string') {
    return query;
  }
  if (typeof query === 'object' && query !== null && 'text' in query && typeof query.text === 'string') {
    return query.text;
  }
  return '';
}
