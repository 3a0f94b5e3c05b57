import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, asc, eq } from '#platform/sql';
import { importItems } from './tables.ts';

/** The ids of the next files of a batch that nobody has read yet, in the order they were given. */
export async function listPendingItems({
  ctx,
  input,
}: Verb<{ batchId: string; limit: number }>): Promise<readonly string[]> {
  authorise({ ctx, action: 'call.import', resource: { type: 'batch', id: input.batchId } });
  const rows = await ctx.db
    .select({ id: importItems.id })
    .from(importItems)
    .where(
      and(
        eq(importItems.workspaceId, ctx.workspaceId),
        eq(importItems.batchId, input.batchId),
        eq(importItems.state, 'pending'),
      ),
    )
    .orderBy(asc(importItems.position), asc(importItems.id))
    .limit(input.limit);
  return rows.map((row) => row.id);
}
