import { type CallSummary } from '#contracts';
import { authorise } from '#modules/access';
import { type CallFilter, calls, listCalls } from '#modules/calls';
import { ReportSummary } from '#modules/reports';
import type { Context, Verb } from '#platform/context';
import { artifacts } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, desc, eq, inArray, sql } from '#platform/sql';
import { getReport } from './get-report.ts';
import { proofHashNow } from './proof-hash.ts';
import { analyses } from './tables.ts';

export interface ReportListing {
  readonly call: CallSummary;
  /** Null while the call waits for its analysis. */
  readonly analysis: { readonly analysisId: string; readonly summary: ReportSummary } | null;
}

/** Calls, newest first by their day, each with what its newest analysis found in figures and how many claims broke since. */
export async function listReports({
  ctx,
  input,
}: Verb<{ limit: number; beforeCallId: string | null; only?: CallFilter }>): Promise<{
  reports: ReportListing[];
  nextBefore: string | null;
}> {
  authorise({ ctx, action: 'analysis.read', resource: { type: 'analysis', id: null } });
  const page = await listCalls({ ctx, input });
  const callIds = page.calls.map((call) => call.callId);
  if (callIds.length === 0) return { reports: [], nextBefore: null };
  const found = await ctx.db
    .selectDistinctOn([analyses.callId], { row: analyses })
    .from(analyses)
    .innerJoin(calls, eq(calls.id, analyses.callId))
    .where(and(eq(analyses.workspaceId, ctx.workspaceId), inArray(analyses.callId, callIds)))
    .orderBy(
      analyses.callId,
      desc(eq(analyses.callVersion, calls.currentVersion)),
      desc(analyses.callVersion),
      desc(analyses.analysisVersion),
    );
  const rows = found.map(({ row }) => row);
  const broken = await countBroken({ ctx, rows });
  const newest = new Map(rows.map((row) => [row.callId, row]));
  const reports = page.calls.map((call) => {
    const row = newest.get(call.callId);
    if (row === undefined) return { call, analysis: null };
    const summary = { ...ReportSummary.parse(row.summary), broken: broken.get(row.id) ?? 0 };
    return { call, analysis: { analysisId: row.id, summary } };
  });
  return { reports, nextBefore: page.nextBefore };
}

/** Reads the reports of those that the database no longer holds as they were stored, and counts what broke in each. */
async function countBroken({
  ctx,
  rows,
}: {
  ctx: Context;
  rows: readonly (typeof analyses.$inferSelect)[];
}): Promise<ReadonlyMap<string, number>> {
  const ids = rows.map((row) => row.id);
  const changed = await ctx.db
    .select({ analysisId: analyses.id, callId: analyses.callId })
    .from(analyses)
    .leftJoin(artifacts, and(eq(artifacts.workspaceId, analyses.workspaceId), eq(artifacts.hash, analyses.resultHash)))
    .where(
      and(
        eq(analyses.workspaceId, ctx.workspaceId),
        inArray(analyses.id, ids),
        sql`(${analyses.proofHash} <> ${proofHashNow()}
          or ${artifacts.content} is null or encode(sha256(${artifacts.content}), 'hex') <> ${artifacts.hash})`,
      ),
    );
  const counts = new Map<string, number>();
  for (const row of changed) counts.set(row.analysisId, await countBrokenIn({ ctx, row }));
  return counts;
}

async function countBrokenIn({
  ctx,
  row,
}: {
  ctx: Context;
  row: { analysisId: string; callId: string };
}): Promise<number> {
  try {
    const { envelope } = await getReport({ ctx, input: row });
    return Math.max(1, envelope.brokenClaims.length);
  } catch (error) {
    if (error instanceof SophiaError) return 1;
    throw error;
  }
}
