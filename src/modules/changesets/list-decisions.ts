import type { ApprovalDecision } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, asc, eq, inArray } from '#platform/sql';
import { ofSeenChange } from './seen-change.ts';
import { approvalDecisions } from './tables.ts';

export interface ListedDecision extends ApprovalDecision {
  readonly decidedBy: string;
  readonly at: string;
}

/** Who has said what about the changes, in the order it was said. */
export async function listDecisions({
  ctx,
  input,
}: Verb<{ changeIds: readonly string[] }>): Promise<{ decisions: ListedDecision[] }> {
  authorise({ ctx, action: 'change_set.read', resource: { type: 'change', id: null } });
  if (input.changeIds.length === 0) return { decisions: [] };
  const rows = await ctx.db
    .select()
    .from(approvalDecisions)
    .where(
      and(
        eq(approvalDecisions.workspaceId, ctx.workspaceId),
        inArray(approvalDecisions.changeId, [...input.changeIds]),
        ofSeenChange(ctx, approvalDecisions.changeId),
      ),
    )
    .orderBy(asc(approvalDecisions.at), asc(approvalDecisions.id));
  const decisions = rows.map(({ changeId, decision, value, reason, decidedBy, at }) => ({
    changeId,
    decision,
    value,
    reason,
    decidedBy,
    at: at.toISOString(),
  }));
  return { decisions };
}
