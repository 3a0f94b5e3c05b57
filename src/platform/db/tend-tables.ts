import type pg from 'pg';
import type { Log } from '#platform/log';

export interface Tending {
  /** Looks once, now; returns the tables it tended. */
  tend(): Promise<readonly string[]>;
  /** Waits for a look under way and looks no more. */
  stop(): Promise<void>;
}

export interface TendingOptions {
  readonly pool: Pick<pg.Pool, 'query'>;
  readonly log: Log | undefined;
  /** How often is looked; a minute by default. */
  readonly intervalMs?: number;
}

/**
 * What a session has changed is counted up to a second later, or a minute: counted only after a table was analyzed, it would
 * have it analyzed again at the next look, in the middle of other work. With this the next statement finds it counted.
 */
const countChanges = 'select pg_stat_force_next_flush()';

/** The thresholds at which a server's own autovacuum begins, https://www.postgresql.org/docs/current/runtime-config-vacuum.html. */
const changedTables = `
select format('%I.%I', stats.schemaname, stats.relname) as name,
       stats.n_dead_tup > 50 + 0.2 * greatest(class.reltuples, 0) as has_dead
from pg_stat_user_tables stats join pg_class class on class.oid = stats.relid
where stats.n_dead_tup > 50 + 0.2 * greatest(class.reltuples, 0)
   or stats.n_mod_since_analyze > 50 + 0.1 * greatest(class.reltuples, 0)`;

/**
 * Does for the embedded database what autovacuum does for a server: it has no process for that. Without it, statements
 * on tables that have grown go on by plans made for small ones, and the room of dead rows is never used again.
 */
export function tendTables({ pool, log, intervalMs }: TendingOptions): Tending {
  let stopped = false;
  let underWay: Promise<readonly string[]> = Promise.resolve([]);
  function tend(): Promise<readonly string[]> {
    underWay = underWay.then(() => tendChanged({ pool, log, isStopped: () => stopped }));
    return underWay;
  }
  const timer = setInterval(() => void tend(), intervalMs ?? 60_000);
  timer.unref();
  return {
    tend,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await underWay;
    },
  };
}

async function tendChanged({
  pool,
  log,
  isStopped,
}: {
  pool: Pick<pg.Pool, 'query'>;
  log: Log | undefined;
  isStopped: () => boolean;
}): Promise<readonly string[]> {
  const tended: string[] = [];
  if (isStopped()) return tended;
  try {
    await pool.query(countChanges);
    const { rows } = await pool.query<{ name: string; has_dead: boolean }>(changedTables);
    for (const { name, has_dead: hasDead } of rows) {
      if (isStopped()) break;
      await pool.query(`${hasDead ? 'vacuum (analyze)' : 'analyze'} ${name}`);
      tended.push(name);
    }
  } catch (error) {
    log?.warn({ err: error }, 'A table of the embedded database could not be tended; it is tried again in a minute');
  }
  return tended;
}
