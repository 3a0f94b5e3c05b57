import type { Database } from '#platform/db';
import { sql } from '#platform/sql';
import { longestLifetimeSeconds } from './cached-things.ts';
import { cacheMarks } from './tables.ts';

/**
 * Deletes marks that no entry of any process can be old by: all of them were read after it. Ages are those of the
 * server's own clock, by which marks are made. Returns how many.
 */
export async function sweepMarks(db: Database): Promise<number> {
  const { rowCount } = await db.execute(
    sql`delete from ${cacheMarks} where marked_at < now() - make_interval(secs => ${2 * longestLifetimeSeconds})`,
  );
  return rowCount ?? 0;
}
