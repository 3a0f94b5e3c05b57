import { authorise } from '#modules/access';
import { crmDuplicates } from '#modules/crm';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { publish } from '#platform/events';
import { and, eq, inArray } from '#platform/sql';
import type { ChangeContext } from '../change-context.ts';
import { moveChange } from '../move-change.ts';
import { changes } from '../tables.ts';

const reasons = {
  cleared: 'Nothing speaks any more for the two being one.',
  merged: 'The CRM has made one record of the two meanwhile.',
} as const;

/** Takes back what is asked about pairs that have settled without an answer. */
export async function withdrawMerges({ ctx }: { ctx: ChangeContext }): Promise<{ withdrawn: number }> {
  authorise({ ctx, action: 'change_set.apply', resource: { type: 'change_set', id: null } });
  return transact({ ctx }, async (inner) => {
    const rows = await inner.db
      .select({ change: changes, state: crmDuplicates.state })
      .from(changes)
      .innerJoin(
        crmDuplicates,
        and(
          eq(crmDuplicates.workspaceId, changes.workspaceId),
          eq(crmDuplicates.changeSetId, changes.changeSetId),
          inArray(crmDuplicates.state, ['cleared', 'merged']),
        ),
      )
      .where(and(eq(changes.workspaceId, inner.workspaceId), eq(changes.state, 'waiting')));
    for (const { change, state } of rows) {
      const reason = state === 'merged' ? reasons.merged : reasons.cleared;
      await moveChange({ ctx: inner, change, to: 'expired', reason, set: { problem: reason } });
      await publish({ ctx: inner, event: { type: 'change_set.decided', changeSetId: change.changeSetId } });
    }
    if (rows.length > 0) {
      const changeIds = rows.map(({ change }) => change.id);
      await audit({
        ctx: inner,
        action: 'merges.withdrawn',
        resource: { type: 'workspace', id: inner.workspaceId },
        details: { changeIds },
      });
    }
    return { withdrawn: rows.length };
  });
}
