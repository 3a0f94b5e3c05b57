import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { findId } from '#platform/db';
import { and, eq } from '#platform/sql';
import { seenChange, seenChangeSet } from './seen-change.ts';
import { changeSets, changes } from './tables.ts';

export interface FoundChange {
  readonly changeSetId: string;
  /** Null where the whole set was named. */
  readonly changeId: string | null;
}

/**
 * The change or the set that somebody names: a whole id, or as much of its beginning or end as only one of them has.
 * Throws `change.not-found`.
 */
export async function findChange({ ctx, input }: Verb<{ reference: string }>): Promise<FoundChange> {
  authorise({ ctx, action: 'change_set.read', resource: { type: 'change_set', id: input.reference } });
  const { reference } = input;
  const what = 'change or change set';
  const id = await findId({
    ctx,
    reference,
    tables: [changeSets, changes],
    what,
    code: 'change.not-found',
    where: (table) => (table === changeSets ? seenChangeSet(ctx) : seenChange(ctx)),
  });
  const [change] = await ctx.db
    .select({ changeSetId: changes.changeSetId })
    .from(changes)
    .where(and(eq(changes.workspaceId, ctx.workspaceId), eq(changes.id, id)));
  return change === undefined ? { changeSetId: id, changeId: null } : { ...change, changeId: id };
}
