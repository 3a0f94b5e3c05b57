import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq, sql } from '#platform/sql';
import { analyses } from './tables.ts';

/** What a call that a model has analyzed has cost on average; null where none was. */
export async function averageCost({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ microUsd: number | null }> {
  authorise({ ctx, action: 'analysis.read', resource: { type: 'analysis', id: null } });
  const [row] = await ctx.db
    .select({ microUsd: sql<string | null>`avg(${analyses.costMicroUsd})` })
    .from(analyses)
    .where(and(eq(analyses.workspaceId, ctx.workspaceId), eq(analyses.engine, 'model')));
  const average = row?.microUsd ?? null;
  return { microUsd: average === null ? null : Math.round(Number(average)) };
}
