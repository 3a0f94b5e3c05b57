import { authorise, seenCall } from '#modules/access';
import { calls } from '#modules/calls';
import { listAppliedTrackers } from '#modules/trackers';
import type { Verb } from '#platform/context';
import { and, desc, eq } from '#platform/sql';
import { getReport } from './get-report.ts';
import { analyses } from './tables.ts';

interface OutdatedTrackers {
  readonly version: number;
  readonly engine: string;
  /** Keyword trackers that are for the call now and were not, or the other way round. */
  readonly names: readonly string[];
}

/**
 * Which keyword trackers the newest analysis of the current version would have otherwise as the call is matched now, of
 * those that stood when it was made. Null where there is no analysis.
 */
export async function findOutdatedTrackers({ ctx, input }: Verb<{ callId: string }>): Promise<OutdatedTrackers | null> {
  authorise({ ctx, action: 'analysis.read', resource: { type: 'call', id: input.callId } });
  const { callId } = input;
  const [newest] = await ctx.db
    .select({ analysis: analyses })
    .from(analyses)
    .innerJoin(calls, and(eq(calls.id, analyses.callId), eq(calls.currentVersion, analyses.callVersion)))
    .where(and(eq(analyses.workspaceId, ctx.workspaceId), eq(analyses.callId, callId), seenCall(ctx, calls.id)))
    .orderBy(desc(analyses.analysisVersion))
    .limit(1);
  if (newest === undefined) return null;
  const { id: analysisId, callVersion: version, engine, createdAt } = newest.analysis;
  const { trackers } = await listAppliedTrackers({ ctx, input: { callId } });
  const stood = trackers.filter(
    (tracker) => tracker.filtered && tracker.definition.kind === 'keyword' && new Date(tracker.createdAt) <= createdAt,
  );
  if (stood.length === 0) return { version, engine, names: [] };
  const { result } = await getReport({ ctx, input: { callId, analysisId } });
  const carried = new Set(result.findings.trackers.map(({ name }) => name));
  const outdated = stood.filter(({ name, applies }) => applies !== carried.has(name));
  return { version, engine, names: outdated.map(({ name }) => name) };
}
