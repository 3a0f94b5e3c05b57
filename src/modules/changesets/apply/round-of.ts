import type { ChangeState } from '#contracts';
import type { Context } from '#platform/context';
import { and, count, eq, ne } from '#platform/sql';
import { changeMoveRecords } from '../tables.ts';

/**
 * How often a person has sent the change on its way again: each time is an effect of its own. A move back from an
 * attempt whose answer was lost does not count, for that attempt may have been the one that took effect.
 */
export async function roundOf(
  ctx: Context,
  { changeId, to, notFrom }: { readonly changeId: string; readonly to: ChangeState; readonly notFrom: ChangeState },
): Promise<number> {
  const [row] = await ctx.db
    .select({ moves: count() })
    .from(changeMoveRecords)
    .where(
      and(
        eq(changeMoveRecords.workspaceId, ctx.workspaceId),
        eq(changeMoveRecords.changeId, changeId),
        eq(changeMoveRecords.toState, to),
        ne(changeMoveRecords.fromState, notFrom),
      ),
    );
  return row?.moves ?? 0;
}
