import type { Context } from '#platform/context';
import type { SpendLedger } from '#platform/llm';
import { and, eq, gte, sql } from '#platform/sql';
import { modelUsage } from './tables.ts';

/** What the workspace has spent on models since midnight UTC, and the place where further spend is written down. */
export function createSpendLedger({ ctx }: { ctx: Context }): SpendLedger {
  return {
    total: async () => {
      const [row] = await ctx.db
        .select({
          costMicroUsd: sql<string>`coalesce(sum(${modelUsage.costMicroUsd}), 0)`,
          unpricedTokens: sql<string>`coalesce(sum(${modelUsage.inputTokens} + ${modelUsage.outputTokens}) filter (where ${modelUsage.costMicroUsd} is null), 0)`,
        })
        .from(modelUsage)
        .where(
          and(eq(modelUsage.workspaceId, ctx.workspaceId), gte(modelUsage.createdAt, startOfDay(ctx.clock.now()))),
        );
      return { costMicroUsd: Number(row?.costMicroUsd ?? 0), unpricedTokens: Number(row?.unpricedTokens ?? 0) };
    },
    record: async (entry) => {
      await ctx.db
        .insert(modelUsage)
        .values({ id: ctx.ids.create('usage'), workspaceId: ctx.workspaceId, ...entry, createdAt: ctx.clock.now() });
    },
  };
}

function startOfDay(instant: Date): Date {
  return new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth(), instant.getUTCDate()));
}
