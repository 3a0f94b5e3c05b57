import { type BatchProgress, ItemState } from '#contracts';
import { authorise, isBounded } from '#modules/access';
import type { Context, Verb } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { and, count, eq, inArray, lt, lte } from '#platform/sql';
import { importBatches, importItems } from './tables.ts';

/** How far a batch is: its files by state, and what stands before it in the line. Throws `batch.not-found`. */
export async function getBatchProgress({ ctx, input }: Verb<{ batchId: string }>): Promise<BatchProgress> {
  authorise({ ctx, action: 'call.read', resource: { type: 'batch', id: input.batchId } });
  const [batch] = await ctx.db
    .select({ id: importBatches.id, createdAt: importBatches.createdAt })
    .from(importBatches)
    .where(and(eq(importBatches.id, input.batchId), eq(importBatches.workspaceId, ctx.workspaceId)));
  if (batch === undefined || isBounded(ctx)) {
    throw new SophiaError('batch.not-found', `Expected a batch with the id ${input.batchId}, found none.`);
  }
  const rows = await ctx.db
    .select({ state: importItems.state, files: count() })
    .from(importItems)
    .where(and(eq(importItems.batchId, batch.id), eq(importItems.workspaceId, ctx.workspaceId)))
    .groupBy(importItems.state);
  const found = new Map(rows.map((row) => [row.state, row.files]));
  const counts = Object.fromEntries(ItemState.options.map((state) => [state, found.get(state) ?? 0]));
  const parsed = countsOf(counts);
  const total = rows.reduce((sum, row) => sum + row.files, 0);
  const open = parsed.pending + parsed.imported;
  const ahead = open > 0 && open === total ? await countAhead({ ctx, batch }) : 0;
  return { batchId: batch.id, finished: open === 0, total, counts: parsed, ahead };
}

/** Batches are read, and their calls analyzed, in the order in which they were given. */
async function countAhead({ ctx, batch }: { ctx: Context; batch: { id: string; createdAt: Date } }): Promise<number> {
  const [row] = await ctx.db
    .select({ files: count() })
    .from(importItems)
    .innerJoin(importBatches, eq(importBatches.id, importItems.batchId))
    .where(
      and(
        eq(importBatches.workspaceId, ctx.workspaceId),
        lte(importBatches.createdAt, batch.createdAt),
        lt(importBatches.id, batch.id),
        inArray(importItems.state, ['pending', 'imported']),
      ),
    );
  return row?.files ?? 0;
}

function countsOf(counts: Record<string, number>): BatchProgress['counts'] {
  const { pending = 0, imported = 0, analyzed = 0, unchanged = 0, refused = 0, failed = 0 } = counts;
  return { pending, imported, analyzed, unchanged, refused, failed };
}
