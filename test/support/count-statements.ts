import { AsyncLocalStorage } from 'node:async_hooks';
import type { OpenDatabase } from '#platform/db';

/**
 * How many statements outside of transactions the work sends to the database. What others do meanwhile with the same
 * pool (a follower of events, tables that are tended) is not counted.
 */
export async function countStatements({
  database,
  work,
}: {
  database: OpenDatabase;
  work: () => Promise<unknown>;
}): Promise<number> {
  const { pool } = database;
  const query: (...given: unknown[]) => unknown = pool.query.bind(pool);
  const counted = new AsyncLocalStorage<true>();
  let count = 0;
  Object.defineProperty(pool, 'query', {
    configurable: true,
    value: (...given: unknown[]) => {
      if (counted.getStore() === true) count += 1;
      return query(...given);
    },
  });
  try {
    await counted.run(true, work);
    return count;
  } finally {
    Object.defineProperty(pool, 'query', { configurable: true, writable: true, value: query });
  }
}
