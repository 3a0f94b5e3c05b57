import type { ChangeSet } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq } from '#platform/sql';
import { changeSetNotFound } from './load-change.ts';
import { seenChangeSet } from './seen-change.ts';
import { changeSets } from './tables.ts';
import { withoutUnseenTitles } from './without-unseen-calls.ts';

/** Where a set comes from, without its changes, which cost many times as much to read. Throws `change.not-found`. */
export async function getSetOrigin({
  ctx,
  input,
}: Verb<{ changeSetId: string }>): Promise<Pick<ChangeSet, 'kind' | 'callId'>> {
  authorise({ ctx, action: 'change_set.read', resource: { type: 'change_set', id: input.changeSetId } });
  const { changeSetId } = input;
  const [origin] = await ctx.db
    .select()
    .from(changeSets)
    .where(and(eq(changeSets.workspaceId, ctx.workspaceId), eq(changeSets.id, changeSetId), seenChangeSet(ctx)));
  if (origin === undefined) throw changeSetNotFound(changeSetId);
  const [{ kind, callId } = origin] = await withoutUnseenTitles(ctx, [origin]);
  return { kind, callId };
}
