import type { ChangeSet } from '#contracts';
import type { Context } from '#platform/context';
import { and, asc, eq, inArray } from '#platform/sql';
import { seenChange } from './seen-change.ts';
import { type changeSets, changes } from './tables.ts';
import { toChangeSet } from './to-change.ts';
import { withoutOldWords } from './without-old-words.ts';
import { withoutUnseenTitles } from './without-unseen-calls.ts';

/** The sets with those of their changes that the actor sees, in order, all of them read at once. */
export async function withChanges(
  ctx: Context,
  sets: readonly (typeof changeSets.$inferSelect)[],
): Promise<ChangeSet[]> {
  if (sets.length === 0) return [];
  const ids = sets.map(({ id }) => id);
  const rows = await ctx.db
    .select()
    .from(changes)
    .where(and(eq(changes.workspaceId, ctx.workspaceId), inArray(changes.changeSetId, ids), seenChange(ctx)))
    .orderBy(asc(changes.position));
  const bySet = Map.groupBy(await withoutOldWords(ctx, rows), ({ changeSetId }) => changeSetId);
  const told = await withoutUnseenTitles(ctx, sets);
  return told.map((set) => toChangeSet({ set, rows: bySet.get(set.id) ?? [] }));
}
