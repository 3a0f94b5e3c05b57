import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq } from '#platform/sql';
import { type Approvers, approversOf } from './approvers.ts';
import { loadChange } from './load-change.ts';
import { approvalDecisions } from './tables.ts';

export interface Approval {
  /** The addresses of those who may decide, beside the operator. */
  readonly approvers: readonly string[];
  /** Owners who would decide, and have left the CRM. */
  readonly departed: Approvers['departed'];
  readonly needed: number;
  readonly decisions: readonly {
    readonly decidedBy: string;
    readonly decision: 'approve' | 'edit' | 'reject';
    readonly value: string | null;
    readonly reason: string | null;
    readonly at: string;
  }[];
}

/** Who may decide on a change, how many must agree, and who has said what. */
export async function getApproval({ ctx, input }: Verb<{ changeId: string }>): Promise<Approval> {
  authorise({ ctx, action: 'change_set.read', resource: { type: 'change', id: input.changeId } });
  const { change } = await loadChange(ctx, input.changeId);
  const rows = await ctx.db
    .select()
    .from(approvalDecisions)
    .where(and(eq(approvalDecisions.workspaceId, ctx.workspaceId), eq(approvalDecisions.changeId, change.id)))
    .orderBy(approvalDecisions.at, approvalDecisions.id);
  const { addresses, departed } = await approversOf(ctx, change);
  return {
    approvers: addresses,
    departed,
    needed: change.terms.needed,
    decisions: rows.map(({ decidedBy, decision, value, reason, at }) => ({
      decidedBy,
      decision,
      value,
      reason,
      at: at.toISOString(),
    })),
  };
}
