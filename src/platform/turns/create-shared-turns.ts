import { type OpenDatabase, vendorTurns } from '#platform/db';
import type { SharedTurns, TurnsTaken } from '#platform/http-client';
import { sql } from '#platform/sql';

/**
 * The turns of a host, counted in the database for every process that asks it: a window begins with the first turn that
 * is taken after the one before has ended, by the clock of the database. Several turns are taken at once, so that a
 * request seldom waits for a statement.
 */
export function createSharedTurns({ database }: { database: Pick<OpenDatabase, 'db'> }): SharedTurns {
  return {
    take: async (wanted) => {
      const taken = await takeFromRow({ database, wanted });
      if (taken !== null) return taken;
      const ended = sql`clock_timestamp() - interval '1 second'`;
      await database.db
        .insert(vendorTurns)
        .values({ host: wanted.host, endsAt: ended, taken: 0 })
        .onConflictDoNothing();
      return (await takeFromRow({ database, wanted })) ?? { granted: 0, remainingMs: wanted.limit.windowMs };
    },
  };
}

/** Null where nobody has asked this host before. */
async function takeFromRow({
  database,
  wanted: { host, limit, most },
}: {
  database: Pick<OpenDatabase, 'db'>;
  wanted: Parameters<SharedTurns['take']>[0];
}): Promise<TurnsTaken | null> {
  const window = sql`${`${limit.windowMs} milliseconds`}::interval`;
  const { rows } = await database.db.execute<{ granted: number; remaining: number }>(sql`
    with held as (select ends_at, taken, clock_timestamp() as at from vendor_turns where host = ${host} for update),
    standing as (select at, case when ends_at <= at then 0 else taken end as before,
      case when ends_at <= at then at + ${window} else ends_at end as until from held)
    update vendor_turns set ends_at = until, taken = greatest(before, least(before + ${most}::int, ${limit.requests}::int))
    from standing where host = ${host}
    returning (vendor_turns.taken - before)::int as granted,
      ceil(extract(epoch from until - at) * 1000)::int as remaining`);
  const [row] = rows;
  return row === undefined ? null : { granted: row.granted, remainingMs: row.remaining };
}
