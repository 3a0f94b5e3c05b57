import type { AnalysisListing } from '#contracts';
import { authorise, seenCall } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, desc, eq } from '#platform/sql';
import { analyses } from './tables.ts';

const listed = {
  id: analyses.id,
  callId: analyses.callId,
  callVersion: analyses.callVersion,
  analysisVersion: analyses.analysisVersion,
  engine: analyses.engine,
  engineVersion: analyses.engineVersion,
  promptVersion: analyses.promptVersion,
  model: analyses.model,
  createdAt: analyses.createdAt,
} as const;

/** Every analysis of a call, newest first: old versions of the call, the engine or the prompt stay. */
export async function listAnalyses({ ctx, input }: Verb<{ callId: string }>): Promise<AnalysisListing[]> {
  authorise({ ctx, action: 'analysis.read', resource: { type: 'call', id: input.callId } });
  const rows = await ctx.db
    .select(listed)
    .from(analyses)
    .where(
      and(eq(analyses.workspaceId, ctx.workspaceId), eq(analyses.callId, input.callId), seenCall(ctx, analyses.callId)),
    )
    .orderBy(desc(analyses.callVersion), desc(analyses.analysisVersion));
  return rows.map((row) => ({
    analysisId: row.id,
    callId: row.callId,
    callVersion: row.callVersion,
    analysisVersion: row.analysisVersion,
    engine: row.engine,
    engineVersion: row.engineVersion,
    promptVersion: row.promptVersion,
    model: row.model,
    createdAt: row.createdAt.toISOString(),
  }));
}
