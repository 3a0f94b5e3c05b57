import { authorise, seenCall } from '#modules/access';
import type { Context, Verb } from '#platform/context';
import { eq, isNull, lte, type SQL, sql } from '#platform/sql';
import { inState } from './in-state.ts';
import { loadCommitments } from './load-commitments.ts';
import type { CommitmentState, TrackedCommitment } from './schema.ts';
import { commitments } from './tables.ts';

export interface ListCommitmentsInput {
  readonly state: CommitmentState | null;
  readonly dealRecordId: string | null;
  /** Only those due on or before this day (YYYY-MM-DD). */
  readonly dueBy: string | null;
  readonly limit: number;
  /** The id behind which the list goes on. */
  readonly after?: string | null;
}

/** What was promised, each once however often it was said; the next due first, those without a day last. */
export async function listCommitments({
  ctx,
  input,
}: Verb<ListCommitmentsInput>): Promise<{ commitments: TrackedCommitment[] }> {
  authorise({ ctx, action: 'commitment.read', resource: { type: 'commitment', id: null } });
  const conditions: (SQL | undefined)[] = [isNull(commitments.repeats)];
  if (input.state !== null) conditions.push(inState(ctx, input.state));
  if (input.dealRecordId !== null) conditions.push(eq(commitments.dealRecordId, input.dealRecordId));
  if (input.dueBy !== null) conditions.push(lte(commitments.dueDate, input.dueBy));
  if (input.after !== undefined && input.after !== null) conditions.push(dueAfter(ctx, input.after));
  return { commitments: await loadCommitments({ ctx, where: conditions, limit: input.limit }) };
}

/** Those behind one in the order of the list, where no day comes last. */
function dueAfter(ctx: Context, id: string): SQL {
  const { dueDate, id: ownId } = commitments;
  const seen = seenCall(ctx, sql`c.call_id`) ?? sql`true`;
  const last = sql`select coalesce(c.due_date, 'infinity'), c.id from ${commitments} c
    where c.workspace_id = ${ctx.workspaceId} and c.id = ${id} and (${seen})`;
  return sql`(coalesce(${dueDate}, 'infinity'), ${ownId}) > (${last})`;
}
