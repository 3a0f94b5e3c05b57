import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq, inArray, isNull, sql } from '#platform/sql';
import { importBatches, importItems } from './tables.ts';

/**
 * Notes when batches were over: nothing of them waits to be read or analyzed. Null looks at all that are not noted yet,
 * as two that end at once may each miss the other's end. Work state, not audited.
 */
export async function finishBatches({
  ctx,
  input,
}: Verb<{ batchIds: readonly string[] | null }>): Promise<{ finished: number }> {
  authorise({ ctx, action: 'analysis.run', resource: { type: 'batch', id: null } });
  const { batchIds } = input;
  if (batchIds !== null && batchIds.length === 0) return { finished: 0 };
  const open = sql`exists (select from ${importItems} open_item where open_item.batch_id = ${importBatches.id}
    and open_item.workspace_id = ${ctx.workspaceId} and open_item.state in ('pending', 'imported'))`;
  const finished = await ctx.db
    .update(importBatches)
    .set({ finishedAt: ctx.clock.now() })
    .where(
      and(
        eq(importBatches.workspaceId, ctx.workspaceId),
        batchIds === null ? undefined : inArray(importBatches.id, [...batchIds]),
        isNull(importBatches.finishedAt),
        sql`not ${open}`,
      ),
    )
    .returning({ id: importBatches.id });
  return { finished: finished.length };
}
