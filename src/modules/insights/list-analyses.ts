import type { AnalysisListing } from '#contracts';
import { authorise, seenCall } from '#modules/access';
import type { Verb } from '#platform/context';
import { buildOnce, type Database } from '#platform/db';
import { and, desc, eq, type SQL, sql } from '#platform/sql';
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
  const seen = seenCall(ctx, analyses.callId);
  const statement = seen === undefined ? everyAnalysis(ctx.db) : analysesOfCall(ctx.db, seen);
  const rows = await statement.execute({ workspaceId: ctx.workspaceId, callId: input.callId });
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

const everyAnalysis = buildOnce((db) => analysesOfCall(db, undefined));

function analysesOfCall(db: Database, seen: SQL | undefined) {
  const ofCall = and(
    eq(analyses.workspaceId, sql.placeholder('workspaceId')),
    eq(analyses.callId, sql.placeholder('callId')),
  );
  return db
    .select(listed)
    .from(analyses)
    .where(and(ofCall, seen))
    .orderBy(desc(analyses.callVersion), desc(analyses.analysisVersion))
    .prepare('');
}
