import { z } from 'zod';
import { SentimentLabel } from '#contracts';
import { authorise, readEachKept } from '#modules/access';
import { calls } from '#modules/calls';
import type { Context, Verb } from '#platform/context';
import { artifacts } from '#platform/db';
import { and, desc, eq, inArray } from '#platform/sql';
import { analyses } from './tables.ts';

/** What a call was about, without its claims. */
export interface AnalysisOutline {
  readonly analysisId: string;
  readonly sentiment: SentimentLabel;
  readonly topics: readonly {
    readonly name: string;
    readonly segments: readonly { readonly fromTurn: number; readonly toTurn: number }[];
  }[];
}

const KeptFrame = z.object({
  frame: z.object({
    findings: z.object({
      sentiment: z.object({ overall: z.object({ label: SentimentLabel }) }),
      topics: z.array(
        z.object({ name: z.string(), segments: z.array(z.object({ fromTurn: z.int(), toTurn: z.int() })) }),
      ),
    }),
  }),
});

/** Topics and sentiment by the newest analysis of each call's current version; calls without one are left out. */
export async function outlineAnalyses({
  ctx,
  input,
}: Verb<{ callIds: readonly string[] }>): Promise<ReadonlyMap<string, AnalysisOutline>> {
  authorise({ ctx, action: 'analysis.read', resource: { type: 'analysis', id: null } });
  const keys = input.callIds;
  return readEachKept({ ctx, kind: 'call-summary', keys, load: (callIds) => loadOutlines({ ctx, callIds }) });
}

async function loadOutlines({
  ctx,
  callIds,
}: {
  ctx: Context;
  callIds: readonly string[];
}): Promise<ReadonlyMap<string, AnalysisOutline>> {
  const rows = await ctx.db
    .selectDistinctOn([analyses.callId], {
      callId: analyses.callId,
      analysisId: analyses.id,
      content: artifacts.content,
    })
    .from(analyses)
    .innerJoin(calls, and(eq(calls.id, analyses.callId), eq(calls.currentVersion, analyses.callVersion)))
    .innerJoin(artifacts, and(eq(artifacts.workspaceId, analyses.workspaceId), eq(artifacts.hash, analyses.resultHash)))
    .where(and(eq(analyses.workspaceId, ctx.workspaceId), inArray(analyses.callId, [...callIds])))
    .orderBy(analyses.callId, desc(analyses.analysisVersion));
  return new Map(
    rows.flatMap(({ callId, analysisId, content }) => {
      if (content === null) return [];
      const parsed = KeptFrame.safeParse(JSON.parse(content.toString()));
      if (!parsed.success) return [];
      const { sentiment, topics } = parsed.data.frame.findings;
      return [[callId, { analysisId, sentiment: sentiment.overall.label, topics }] as const];
    }),
  );
}
