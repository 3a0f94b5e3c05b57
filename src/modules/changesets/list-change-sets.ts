import type { ChangeSet } from '#contracts';
import { authorise, seenCall } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, desc, eq, exists, lt, type SQL } from '#platform/sql';
import { ListChangeSetsInput } from './schema.ts';
import { seenChange, seenChangeSet } from './seen-change.ts';
import { changeSets, changes } from './tables.ts';
import { withChanges } from './with-changes.ts';

/** The sets of the workspace with their changes, newest first. */
export async function listChangeSets({
  ctx,
  input,
}: Verb<ListChangeSetsInput>): Promise<{ changeSets: ChangeSet[]; more: boolean }> {
  authorise({ ctx, action: 'change_set.read', resource: { type: 'change_set', id: null } });
  const asked = parseInput({ schema: ListChangeSetsInput, input, what: 'what to list of the change sets' });
  const { limit, beforeId, kind, callId, state, target } = asked;
  const conditions: SQL[] = [eq(changeSets.workspaceId, ctx.workspaceId)];
  if (beforeId !== null) conditions.push(lt(changeSets.id, beforeId));
  if (kind !== undefined) conditions.push(eq(changeSets.kind, kind));
  if (callId !== undefined) {
    const ofCall = and(eq(changeSets.callId, callId), seenCall(ctx, changeSets.callId));
    if (ofCall !== undefined) conditions.push(ofCall);
  }
  const seenSet = seenChangeSet(ctx);
  if (seenSet !== undefined) conditions.push(seenSet);
  const within: SQL[] = [];
  if (state !== undefined) within.push(eq(changes.state, state));
  if (target !== undefined)
    within.push(eq(changes.targetType, target.objectType), eq(changes.targetId, target.externalId));
  if (within.length > 0) {
    const among = ctx.db
      .select()
      .from(changes)
      .where(and(eq(changes.changeSetId, changeSets.id), seenChange(ctx), ...within));
    conditions.push(exists(among));
  }
  const sets = await ctx.db
    .select()
    .from(changeSets)
    .where(and(...conditions))
    .orderBy(desc(changeSets.id))
    .limit(limit + 1);
  const page = sets.slice(0, limit);
  return {
    changeSets: await withChanges(ctx, page),
    more: sets.length > limit,
  };
}
