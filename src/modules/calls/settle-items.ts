import type { ItemProblem } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq } from '#platform/sql';
import { finishBatches } from './finish-batches.ts';
import { importItems } from './tables.ts';

export interface SettleItemsInput {
  readonly callId: string;
  readonly callVersion: number;
  readonly state: 'analyzed' | 'unchanged' | 'failed';
  readonly analysisId: string | null;
  readonly problem: ItemProblem | null;
}

/** Writes the end of the analysis of a call beside every file that waits for it. Work state, not audited. */
export async function settleItems({ ctx, input }: Verb<SettleItemsInput>): Promise<void> {
  authorise({ ctx, action: 'analysis.run', resource: { type: 'call', id: input.callId } });
  const settled = await ctx.db
    .update(importItems)
    .set({
      state: input.state,
      analysisId: input.analysisId,
      problem: input.problem,
      updatedAt: ctx.clock.now(),
    })
    .where(
      and(
        eq(importItems.workspaceId, ctx.workspaceId),
        eq(importItems.callId, input.callId),
        eq(importItems.callVersion, input.callVersion),
        eq(importItems.state, 'imported'),
      ),
    )
    .returning({ batchId: importItems.batchId });
  await finishBatches({ ctx, input: { batchIds: [...new Set(settled.map(({ batchId }) => batchId))] } });
}
