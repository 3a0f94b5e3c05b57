import type { Context } from '#platform/context';
import { sql } from '#platform/sql';

const advisoryLockKey = 7_303_014_004;

/** One process at a time changes what encrypts, until ctx's transaction ends. */
export async function lockSecrets(ctx: Context): Promise<void> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(${advisoryLockKey})`);
}
