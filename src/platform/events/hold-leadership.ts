import type pg from 'pg';
import type { OpenDatabase } from '#platform/db';

/** Which of several processes dispatches: whoever holds the lock, for as long as its connection lives. */
export interface Leadership {
  isOurs(): Promise<boolean>;
  release(): Promise<void>;
}

const advisoryLockKey = 7_303_014_002;

/** The embedded database has one process, so it needs no lock and could not spare a connection for one. */
export function holdLeadership(database: OpenDatabase): Leadership {
  if (database.kind === 'pglite') {
    return { isOurs: async () => true, release: async () => undefined };
  }
  let client: pg.PoolClient | null = null;
  /** Gives the connection back once, however often it is reported as lost. */
  function giveUp(): void {
    const held = client;
    client = null;
    held?.release(true);
  }
  return {
    isOurs: async () => {
      client ??= await tryToLead(database.pool, giveUp);
      return client !== null;
    },
    release: async () => {
      // The server ends a connection in its own time: whoever starts next would find the lock held.
      await client?.query('select pg_advisory_unlock($1)', [advisoryLockKey]).catch(() => undefined);
      giveUp();
    },
  };
}

async function tryToLead(pool: pg.Pool, onLost: () => void): Promise<pg.PoolClient | null> {
  const client = await pool.connect();
  try {
    const answer = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
      advisoryLockKey,
    ]);
    if (answer.rows[0]?.locked === true) {
      client.once('error', onLost);
      return client;
    }
    client.release();
    return null;
  } catch (error) {
    client.release(true);
    throw error;
  }
}
