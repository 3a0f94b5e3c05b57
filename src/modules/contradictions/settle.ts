import type { Context } from '#platform/context';
import { publish } from '#platform/events';
import { and, eq } from '#platform/sql';
import type { ContradictionState } from './schema.ts';
import { contradictions } from './tables.ts';

/** Settles an open contradiction, once, and announces it; the verb that asks for it leaves the record. */
export async function settle({
  ctx,
  row,
  state,
  by,
  because,
}: {
  ctx: Context;
  row: { readonly id: string };
  state: Exclude<ContradictionState, 'open'>;
  /** The person who said so; null where the CRM itself has changed. */
  by: { readonly name: string } | null;
  because: string | null;
}): Promise<boolean> {
  const settled = await ctx.db
    .update(contradictions)
    .set({ state, resolvedBy: by, resolvedAt: ctx.clock.now(), resolvedBecause: because })
    .where(
      and(
        eq(contradictions.workspaceId, ctx.workspaceId),
        eq(contradictions.id, row.id),
        eq(contradictions.state, 'open'),
      ),
    )
    .returning({ id: contradictions.id });
  if (settled.length === 0) return false;
  await publish({ ctx, event: { type: 'contradiction.resolved', contradictionId: row.id } });
  return true;
}
