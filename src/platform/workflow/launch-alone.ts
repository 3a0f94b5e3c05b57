import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import type { OpenDatabase } from '#platform/db';

const advisoryLockKey = 7_303_014_003;
const lockPollMs = 50;

/** Launching creates the engine's tables, which two processes must not do at once; an embedded database has one. */
export async function launchAlone({
  database,
  launch,
}: {
  database: OpenDatabase;
  launch: () => Promise<void>;
}): Promise<void> {
  if (database.kind === 'pglite') {
    await launch();
    return;
  }
  const client = await database.pool.connect();
  try {
    await takeLock(client);
    try {
      await launch();
    } finally {
      await client.query('select pg_advisory_unlock($1)', [advisoryLockKey]);
    }
  } finally {
    client.release();
  }
}

/**
 * Asks for the lock again and again instead of waiting in a statement: the holder creates indexes concurrently, and
 * those wait for every statement under way, also for one that waits for the holder.
 */
async function takeLock(client: pg.PoolClient): Promise<void> {
  for (;;) {
    const answer = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
      advisoryLockKey,
    ]);
    if (answer.rows[0]?.locked === true) return;
    await wait(lockPollMs);
  }
}
