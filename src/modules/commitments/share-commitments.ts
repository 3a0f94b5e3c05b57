import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { type Share, type SharePage, shareOut } from '#platform/db';
import { and, eq, inArray, isNull, lte, sql } from '#platform/sql';
import { inState } from './in-state.ts';
import { seenCommitment } from './load-commitments.ts';
import type { CommitmentState } from './schema.ts';
import { commitments } from './tables.ts';

export interface ShareCommitmentsInput extends SharePage {
  /** What the promises are listed under. */
  readonly of: 'workspace' | 'deal' | 'call';
  readonly parents: readonly string[];
  readonly state: CommitmentState | null;
  /** Only those due on or before this day (YYYY-MM-DD). */
  readonly dueBy: string | null;
}

const columns = {
  workspace: commitments.workspaceId,
  deal: commitments.dealRecordId,
  call: commitments.callId,
} as const;

/** The ids of what was promised under each parent, each once however often it was said; the next due first. */
export async function shareCommitments({
  ctx,
  input,
}: Verb<ShareCommitmentsInput>): Promise<ReadonlyMap<string, Share>> {
  authorise({ ctx, action: 'commitment.read', resource: { type: 'commitment', id: null } });
  const { of, parents, state, dueBy, after, limit } = input;
  const parent = columns[of];
  const where = and(
    eq(commitments.workspaceId, ctx.workspaceId),
    seenCommitment(ctx),
    inArray(parent, [...parents]),
    isNull(commitments.repeats),
    state === null ? undefined : inState(ctx, state),
    dueBy === null ? undefined : lte(commitments.dueDate, dueBy),
  );
  return shareOut({
    db: ctx.db,
    source: sql`select ${parent} as parent, ${commitments.id} as id, ${commitments.dueDate} as due_date
      from ${commitments} where ${where}`,
    order: sql`due_date nulls last, id`,
    after,
    limit,
  });
}
