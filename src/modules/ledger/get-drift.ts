import { authorise, isBounded } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq } from '#platform/sql';
import type { Drift } from './drift.ts';
import { toDrift } from './list-drifts.ts';
import { drifts } from './tables.ts';

/** One drift; null where the workspace has none of that id. */
export async function getDrift({ ctx, input }: Verb<{ driftId: string }>): Promise<Drift | null> {
  authorise({ ctx, action: 'ledger.read', resource: { type: 'ledger', id: input.driftId } });
  if (isBounded(ctx)) return null;
  const [row] = await ctx.db
    .select()
    .from(drifts)
    .where(and(eq(drifts.workspaceId, ctx.workspaceId), eq(drifts.id, input.driftId)));
  return row === undefined ? null : toDrift(row);
}
