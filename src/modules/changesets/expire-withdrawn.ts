import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { publish } from '#platform/events';
import { and, eq, inArray, isNotNull, notInArray } from '#platform/sql';
import { hasBegun } from './apply/has-begun.ts';
import type { ChangeContext } from './change-context.ts';
import { type ChangeRow, moveChange } from './move-change.ts';
import { changeSets, changes } from './tables.ts';

const reason = 'The call no longer says so: another version of its words counts now.';

/**
 * Ends what is open still because of other analyses of a call than those named, which are of the words that it has now.
 * What was decided, written or perhaps sent stays. Doing it twice changes nothing.
 */
export async function expireWithdrawn({
  ctx,
  input,
}: {
  ctx: ChangeContext;
  input: { readonly callId: string; readonly keptAnalysisIds: readonly string[] };
}): Promise<{ expired: number }> {
  authorise({ ctx, action: 'change_set.propose', resource: { type: 'change_set', id: null } });
  const { callId, keptAnalysisIds } = input;
  return transact({ ctx }, async (inner) => {
    const rows = await inner.db
      .select({ change: changes })
      .from(changes)
      .innerJoin(changeSets, eq(changeSets.id, changes.changeSetId))
      .where(
        and(
          eq(changes.workspaceId, inner.workspaceId),
          inArray(changes.state, ['proposed', 'waiting', 'suggested']),
          eq(changeSets.kind, 'call'),
          eq(changeSets.callId, callId),
          isNotNull(changeSets.analysisId),
          notInArray(changeSets.analysisId, [...keptAnalysisIds]),
        ),
      )
      .for('update', { of: changes });
    const ended: ChangeRow[] = [];
    for (const { change } of rows) {
      if (await mayHaveBeenSent({ ctx: inner, change })) continue;
      await moveChange({ ctx: inner, change, to: 'expired', reason });
      ended.push(change);
    }
    for (const changeSetId of new Set(ended.map((change) => change.changeSetId))) {
      await publish({ ctx: inner, event: { type: 'change_set.decided', changeSetId } });
      await audit({ ctx: inner, action: 'change_set.expired', resource: { type: 'change_set', id: changeSetId } });
    }
    return { expired: ended.length };
  });
}

/** What may stand in the CRM already is brought to its end first, or another version would write it once more. */
async function mayHaveBeenSent({ ctx, change }: { ctx: ChangeContext; change: ChangeRow }): Promise<boolean> {
  return change.state === 'proposed' && hasBegun(ctx, { target: 'hubspot', key: `change:${change.id}:r0` });
}
