import { type Analysis, analysisSchemaVersion } from '#contracts';
import { authorise } from '#modules/access';
import type { KeptAnswers } from '#modules/analysis';
import { settleItems } from '#modules/calls';
import { summarizeReport } from '#modules/reports';
import { hashOf, storeArtifact } from '#platform/artifacts';
import { audit } from '#platform/audit';
import type { Context } from '#platform/context';
import { insertRows, transact } from '#platform/db';
import { publish } from '#platform/events';
import { and, eq, max } from '#platform/sql';
import { envelopeOf } from './envelope-of.ts';
import { factsOfClaim } from './facts-of-claim.ts';
import { proofHashOf } from './proof-hash.ts';
import { listOf, type SplitClaim, splitClaims } from './split-claims.ts';
import { analyses, claims, refusedClaims } from './tables.ts';

interface StoreAnalysisOptions {
  readonly ctx: Context;
  readonly callId: string;
  readonly version: number;
  readonly sourceName: string;
  readonly settingsHash: string;
  readonly result: Analysis;
  readonly answers: KeptAnswers | null;
  readonly costMicroUsd: number;
  readonly durationMs: number;
}

/**
 * Stores a verified result: its frame as an artifact, each claim in a row of its own, and what models answered as
 * another artifact, for a replay. Returns the analysis's id.
 */
export async function storeAnalysis(options: StoreAnalysisOptions): Promise<string> {
  const { result, callId, version } = options;
  authorise({ ctx: options.ctx, action: 'analysis.run', resource: { type: 'call', id: callId } });
  return transact({ ctx: options.ctx }, async (ctx) => {
    const { call, ...withoutCall } = result;
    const { frame, claims: parts } = splitClaims(withoutCall);
    const proofHash = proofHashOf({ claims: parts, turns: call.turns });
    const { currency } = call;
    const frameHash = await storeArtifact({
      ctx,
      content: Buffer.from(JSON.stringify({ frame, currency, digest: hashOf(JSON.stringify(withoutCall)) })),
      mediaType: 'application/json',
      derivedFrom: [callId],
    });
    const analysisId = ctx.ids.create('analysis');
    const row = { id: analysisId, ...(await describe({ ...options, ctx })) };
    const envelope = envelopeOf({ row, source: options.sourceName, warnings: [], brokenClaims: [] });
    const summary = summarizeReport({ envelope, result });
    await ctx.db.insert(analyses).values({
      ...row,
      resultHash: frameHash,
      proofHash,
      answersHash: await storeAnswers({ ...options, ctx }),
      summary,
    });
    await storeClaims({ ctx, analysisId, callId, parts, frame });
    await storeRefused({ ctx, analysisId, result });
    await settleItems({ ctx, input: { callId, callVersion: version, state: 'analyzed', analysisId, problem: null } });
    await audit({
      ctx,
      action: 'call.analyzed',
      resource: { type: 'call', id: callId },
      details: {
        analysisId,
        version,
        engine: result.engine.name,
        kept: result.verification.kept,
        refused: result.verification.refused.length,
      },
    });
    await publish({ ctx, event: { type: 'call.analyzed', callId, version, analysisId } });
    return analysisId;
  });
}

async function storeClaims({
  ctx,
  analysisId,
  callId,
  parts,
  frame,
}: {
  ctx: Context;
  analysisId: string;
  callId: string;
  parts: readonly SplitClaim[];
  frame: unknown;
}): Promise<void> {
  const rows = parts.map(({ field, claimId, confidence, rule, evidence }) => {
    const { quote, turn, start: startOffset, end: endOffset, speaker, side, sentence, startMs, endMs } = evidence;
    return {
      id: ctx.ids.create('claim'),
      workspaceId: ctx.workspaceId,
      analysisId,
      callId,
      field,
      claimId,
      quote,
      turn,
      startOffset,
      endOffset,
      speaker,
      side,
      confidence,
      rule,
      body: { sentence, startMs, endMs, list: listOf(field) },
      ...factsOfClaim({ frame, field }),
    };
  });
  await insertRows({ db: ctx.db, table: claims, rows });
}

async function storeAnswers({ ctx, callId, answers }: StoreAnalysisOptions): Promise<string | null> {
  if (answers === null) return null;
  const content = Buffer.from(JSON.stringify(answers));
  return storeArtifact({ ctx, content, mediaType: 'application/json', derivedFrom: [callId] });
}

async function describe({
  ctx,
  callId,
  version,
  settingsHash,
  result,
  costMicroUsd,
  durationMs,
}: StoreAnalysisOptions): Promise<
  Omit<typeof analyses.$inferSelect, 'id' | 'resultHash' | 'proofHash' | 'answersHash' | 'summary'>
> {
  const [latest] = await ctx.db
    .select({ version: max(analyses.analysisVersion) })
    .from(analyses)
    .where(
      and(eq(analyses.callId, callId), eq(analyses.callVersion, version), eq(analyses.workspaceId, ctx.workspaceId)),
    );
  const { engine } = result;
  return {
    workspaceId: ctx.workspaceId,
    callId,
    callVersion: version,
    analysisVersion: (latest?.version ?? 0) + 1,
    engine: engine.name,
    engineVersion: engine.version,
    promptVersion: engine.promptVersion,
    provider: engine.provider,
    model: engine.model,
    settingsHash,
    schemaVersion: analysisSchemaVersion,
    durationMs,
    costMicroUsd,
    createdAt: ctx.clock.now(),
  };
}

async function storeRefused({
  ctx,
  analysisId,
  result,
}: {
  ctx: Context;
  analysisId: string;
  result: Analysis;
}): Promise<void> {
  const rows = result.verification.refused.map((claim) => ({
    id: ctx.ids.create('claim'),
    workspaceId: ctx.workspaceId,
    analysisId,
    ...claim,
  }));
  await insertRows({ db: ctx.db, table: refusedClaims, rows });
}
