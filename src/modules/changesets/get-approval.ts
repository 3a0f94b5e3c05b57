import { z } from 'zod';
import { authorise } from '#modules/access';
import type { Context, Verb } from '#platform/context';
import { and, desc, eq } from '#platform/sql';
import { type Approvers, approversOf, mayDecide } from './approvers.ts';
import { loadChange } from './load-change.ts';
import { approvalDecisions, changeMoveRecords } from './tables.ts';

export interface Approval {
  /** The addresses of those who may decide, beside the operator. */
  readonly approvers: readonly string[];
  /** Whether whoever asks is among them, or may decide on everything. */
  readonly mayDecide: boolean;
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
  /** Who asked for it back last, by name for the records, where it was undone or that was refused; otherwise null. */
  readonly undone: { readonly by: string; readonly at: string } | null;
}

/** Who may decide on a change, how many must agree, who has said what, and who has had it taken back. */
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
    mayDecide: mayDecide(ctx, addresses),
    departed,
    needed: change.terms.needed,
    decisions: rows.map(({ decidedBy, decision, value, reason, at }) => ({
      decidedBy,
      decision,
      value,
      reason,
      at: at.toISOString(),
    })),
    undone: change.state === 'undone' || change.state === 'undo_refused' ? await undoneBy(ctx, change.id) : null,
  };
}

/** Whoever began it: what goes on with it later does so for them. */
async function undoneBy(ctx: Context, changeId: string): Promise<Approval['undone']> {
  const [move] = await ctx.db
    .select({ actor: changeMoveRecords.actor, at: changeMoveRecords.at })
    .from(changeMoveRecords)
    .where(
      and(
        eq(changeMoveRecords.workspaceId, ctx.workspaceId),
        eq(changeMoveRecords.changeId, changeId),
        eq(changeMoveRecords.toState, 'undoing'),
      ),
    )
    .orderBy(desc(changeMoveRecords.at), desc(changeMoveRecords.id))
    .limit(1);
  if (move === undefined) return null;
  const { type, name, email } = MovedBy.parse(move.actor);
  const by = type === 'operator' ? `operator:${name ?? ''}` : (email?.toLowerCase() ?? name ?? type);
  return { by, at: move.at.toISOString() };
}

/** Of a recorded actor what it is called. */
const MovedBy = z.object({ type: z.string(), name: z.string().nullish(), email: z.string().nullish() });
