import { authorise, isBounded, seenCall } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, count, eq, inArray } from '#platform/sql';
import { calls, importBatches, importItems } from './tables.ts';

export interface Workload {
  /** All stored calls of the workspace. */
  readonly calls: number;
  /** Of the batches that still have files to go: their files, and how many of these have ended. */
  readonly underWay: { readonly done: number; readonly total: number } | null;
  /** Files that wait to be read, the first of them in order. */
  readonly waiting: readonly string[];
}

const shownWaiting = 20;

/** How much there is, and how much is being worked on; files belong to nobody, so only who sees everything sees them. */
export async function getWorkload({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<Workload> {
  authorise({ ctx, action: 'call.read', resource: { type: 'call', id: null } });
  const [stored] = await ctx.db
    .select({ calls: count() })
    .from(calls)
    .where(and(eq(calls.workspaceId, ctx.workspaceId), seenCall(ctx, calls.id)));
  if (isBounded(ctx)) return { calls: stored?.calls ?? 0, underWay: null, waiting: [] };
  const busy = ctx.db
    .selectDistinct({ id: importItems.batchId })
    .from(importItems)
    .where(and(eq(importItems.workspaceId, ctx.workspaceId), inArray(importItems.state, ['pending', 'imported'])));
  const rows = await ctx.db
    .select({ state: importItems.state, files: count() })
    .from(importItems)
    .innerJoin(importBatches, eq(importBatches.id, importItems.batchId))
    .where(and(eq(importItems.workspaceId, ctx.workspaceId), inArray(importItems.batchId, busy)))
    .groupBy(importItems.state);
  const total = rows.reduce((sum, row) => sum + row.files, 0);
  const open = rows.filter(({ state }) => state === 'pending' || state === 'imported');
  const done = total - open.reduce((sum, row) => sum + row.files, 0);
  const waiting = await ctx.db
    .select({ sourceName: importItems.sourceName })
    .from(importItems)
    .where(and(eq(importItems.workspaceId, ctx.workspaceId), eq(importItems.state, 'pending')))
    .orderBy(importItems.batchId, importItems.position)
    .limit(shownWaiting);
  return {
    calls: stored?.calls ?? 0,
    underWay: total === 0 ? null : { done, total },
    waiting: waiting.map(({ sourceName }) => sourceName),
  };
}
