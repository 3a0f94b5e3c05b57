import type { OpenDatabase } from '#platform/db';

/** How many statements outside of transactions the work sends to the database. */
export async function countStatements({
  database,
  work,
}: {
  database: OpenDatabase;
  work: () => Promise<unknown>;
}): Promise<number> {
  const { pool } = database;
  const query: (...given: unknown[]) => unknown = pool.query.bind(pool);
  let count = 0;
  Object.defineProperty(pool, 'query', {
    configurable: true,
    value: (...given: unknown[]) => {
      count += 1;
      return query(...given);
    },
  });
  try {
    await work();
    return count;
  } finally {
    Object.defineProperty(pool, 'query', { configurable: true, writable: true, value: query });
  }
}
