import { z } from 'zod';
import { BatchItem, ItemProblem, ItemState, ReadingWarning } from '#contracts';
import { authorise, seenCall } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, asc, eq, gt } from '#platform/sql';
import { callVersions, importItems } from './tables.ts';

const pageSize = 500;

/** The files of a batch with what became of each, a page of 500 at a time after the given item id. */
export async function listBatchItems({
  ctx,
  input,
}: Verb<{ batchId: string; afterItemId: string | null }>): Promise<{ items: BatchItem[]; nextAfter: string | null }> {
  authorise({ ctx, action: 'call.read', resource: { type: 'batch', id: input.batchId } });
  const rows = await ctx.db
    .select({ item: importItems, warnings: callVersions.warnings })
    .from(importItems)
    .leftJoin(
      callVersions,
      and(eq(callVersions.callId, importItems.callId), eq(callVersions.version, importItems.callVersion)),
    )
    .where(
      and(
        eq(importItems.workspaceId, ctx.workspaceId),
        eq(importItems.batchId, input.batchId),
        seenCall(ctx, importItems.callId),
        input.afterItemId === null ? undefined : gt(importItems.id, input.afterItemId),
      ),
    )
    .orderBy(asc(importItems.id))
    .limit(pageSize);
  const items = rows.map(({ item: row, warnings }) => ({
    itemId: row.id,
    position: row.position,
    sourceName: row.sourceName,
    state: ItemState.parse(row.state),
    callId: row.callId,
    callVersion: row.callVersion,
    analysisId: row.analysisId,
    problem: row.problem === null ? null : ItemProblem.parse(row.problem),
    warnings: z.array(ReadingWarning).parse(warnings ?? []),
  }));
  return { items, nextAfter: rows.length === pageSize ? (rows.at(-1)?.item.id ?? null) : null };
}
