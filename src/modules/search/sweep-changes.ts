import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { sql } from '#platform/sql';
import { searchChanges } from './tables.ts';

/** A memory that was last in step longer ago is read anew, and needs no note of what has changed since. */
export const changesNeededForSeconds = 24 * 60 * 60;

/**
 * Deletes the notes of changes that no process reads any more, of all workspaces, also of those that are gone. Ages are
 * those of the server's own clock, by which the notes are made. Returns how many.
 */
export async function sweepChanges({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ deleted: number }> {
  authorise({ ctx, action: 'upkeep.run', resource: { type: 'system', id: null } });
  const { rowCount } = await ctx.db.execute(
    sql`delete from ${searchChanges} where changed_at < now() - make_interval(secs => ${2 * changesNeededForSeconds})`,
  );
  return { deleted: rowCount ?? 0 };
}
