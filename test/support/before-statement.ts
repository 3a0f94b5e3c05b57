import assert from 'node:assert/strict';
import type { OpenDatabase } from '#platform/db';

/** Does something just before the first statement outside of transactions that holds the words. */
export async function beforeStatement<Result>({
  database,
  words,
  work,
  during,
}: {
  database: OpenDatabase;
  words: string;
  work: () => Promise<unknown>;
  during: () => Promise<Result>;
}): Promise<Result> {
  const { pool } = database;
  const query: (...given: unknown[]) => Promise<unknown> = pool.query.bind(pool);
  let isDone = false;
  Object.defineProperty(pool, 'query', {
    configurable: true,
    value: async (...given: unknown[]) => {
      if (!isDone && JSON.stringify(given).includes(words)) {
        isDone = true;
        await work();
      }
      return query(...given);
    },
  });
  try {
    const result = await during();
    assert.ok(isDone, `No statement holds ${words}.`);
    return result;
  } finally {
    Object.defineProperty(pool, 'query', { configurable: true, writable: true, value: query });
  }
}
