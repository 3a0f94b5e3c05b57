import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { type Share, type SharePage, shareOut } from '#platform/db';
import { and, eq, inArray, sql } from '#platform/sql';
import { seenContradiction } from './load-contradictions.ts';
import type { ContradictionState } from './schema.ts';
import { contradictions } from './tables.ts';

export interface ShareContradictionsInput extends SharePage {
  /** What the contradictions are listed under. */
  readonly of: 'workspace' | 'record' | 'call';
  readonly parents: readonly string[];
  readonly state: ContradictionState | null;
}

const columns = {
  workspace: contradictions.workspaceId,
  record: contradictions.recordId,
  call: contradictions.callId,
} as const;

/** The ids of where calls say another thing than the CRM, under each parent, the newest first. */
export async function shareContradictions({
  ctx,
  input,
}: Verb<ShareContradictionsInput>): Promise<ReadonlyMap<string, Share>> {
  authorise({ ctx, action: 'contradiction.read', resource: { type: 'contradiction', id: null } });
  const { of, parents, state, after, limit } = input;
  const parent = columns[of];
  const where = and(
    eq(contradictions.workspaceId, ctx.workspaceId),
    seenContradiction(ctx),
    inArray(parent, [...parents]),
    state === null ? undefined : eq(contradictions.state, state),
  );
  return shareOut({
    db: ctx.db,
    source: sql`select ${parent} as parent, ${contradictions.id} as id, ${contradictions.foundAt} as found_at
      from ${contradictions} where ${where}`,
    order: sql`found_at desc, id desc`,
    after,
    limit,
  });
}
