import type { ChangeSet } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq, inArray } from '#platform/sql';
import { seenChangeSet } from './seen-change.ts';
import { changeSets } from './tables.ts';
import { withChanges } from './with-changes.ts';

/** The sets with these ids and their changes, by id; one that is not there or not seen is absent. */
export async function listChangeSetsById({
  ctx,
  input,
}: Verb<{ changeSetIds: readonly string[] }>): Promise<ReadonlyMap<string, ChangeSet>> {
  authorise({ ctx, action: 'change_set.read', resource: { type: 'change_set', id: null } });
  if (input.changeSetIds.length === 0) return new Map();
  const sets = await ctx.db
    .select()
    .from(changeSets)
    .where(
      and(
        eq(changeSets.workspaceId, ctx.workspaceId),
        inArray(changeSets.id, [...input.changeSetIds]),
        seenChangeSet(ctx),
      ),
    );
  return new Map((await withChanges(ctx, sets)).map((set) => [set.changeSetId, set]));
}
