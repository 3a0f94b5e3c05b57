import { performance } from 'node:perf_hooks';
import { type Analysis, analysisSchemaVersion } from '#contracts';
import { authorise } from '#modules/access';
import { modelEngineVersion, promptVersion, rulesEngineVersion } from '#modules/analysis';
import { getTranscript, settleItems } from '#modules/calls';
import { hashOf } from '#platform/artifacts';
import { and, desc, eq } from '#platform/sql';
import type { AnalysisContext } from './analysis-context.ts';
import { runEngine } from './run-engine.ts';
import { settingsFor } from './settings-for.ts';
import { storeAnalysis } from './store-analysis.ts';
import { analyses } from './tables.ts';

export interface AnalyzeCallInput {
  readonly callId: string;
  readonly version: number;
  /** Null takes what the workspace's machine is set to: the rules, unless SOPHIA_ENGINE says model. */
  readonly engine: 'rules' | 'model' | null;
  /** Whether an earlier analysis with the same settings stands only where nothing was made after it. */
  readonly anew?: boolean;
}

export interface AnalyzedCall {
  readonly analysisId: string;
  readonly outcome: 'analyzed' | 'unchanged';
  /** What was made; null where an earlier analysis stands. */
  readonly made: {
    readonly engine: 'rules' | 'model';
    readonly kept: number;
    readonly refusedByReason: Readonly<Record<string, number>>;
  } | null;
}

/**
 * Analyzes one version of a call and stores what the verifier passes. Where the same engine has analyzed the same
 * version with the same settings before, that analysis stands. An analysis made anew stands beside the old one. One that
 * the rules made because no model answered stands for its own request only: the next one asks the models again.
 */
export async function analyzeCall({
  ctx,
  input,
}: {
  ctx: AnalysisContext;
  input: AnalyzeCallInput;
}): Promise<AnalyzedCall> {
  authorise({ ctx, action: 'analysis.run', resource: { type: 'call', id: input.callId } });
  const { callId, version } = input;
  const settings = await settingsFor({ ctx, callId });
  const engine = input.engine ?? ctx.defaultEngine ?? 'rules';
  const settingsHash = hashOf(JSON.stringify([engine, engineKey({ ctx, engine }), analysisSchemaVersion, settings]));
  const fallbackHash = hashOf(JSON.stringify([settingsHash, ctx.requestId]));
  const known = await findAnalysis({ ctx, callId, version, settingsHashes: [settingsHash, fallbackHash] });
  if (known !== null && (input.anew !== true || known.isNewest)) {
    const { analysisId } = known;
    await settleItems({ ctx, input: { callId, callVersion: version, state: 'unchanged', analysisId, problem: null } });
    return { analysisId, outcome: 'unchanged', made: null };
  }
  const { transcript, sourceName } = await getTranscript({ ctx, input: { callId, version } });
  const startedAtMs = performance.now();
  const made = await runEngine({ ctx, engine, subject: { transcript, settings } });
  const durationMs = Math.round(performance.now() - startedAtMs);
  const fellBack = ctx.models.state === 'on' && made.result.engine.name !== engine;
  const analysisId = await storeAnalysis({
    ctx,
    callId,
    version,
    sourceName,
    settingsHash: fellBack || known !== null ? fallbackHash : settingsHash,
    ...made,
    durationMs,
  });
  const { engine: mark, verification } = made.result;
  const { kept, refusedByReason } = verification;
  return { analysisId, outcome: 'analyzed', made: { engine: mark.name, kept, refusedByReason } };
}

/** What makes an engine another one: for the rules their version, for models also theirs, the prompts and the configured chain. */
function engineKey({ ctx, engine }: { ctx: AnalysisContext; engine: Analysis['engine']['name'] }): unknown {
  if (engine === 'rules' || ctx.models.state === 'off') return rulesEngineVersion;
  return [rulesEngineVersion, modelEngineVersion, promptVersion, ctx.models.models];
}

async function findAnalysis({
  ctx,
  callId,
  version,
  settingsHashes,
}: {
  ctx: AnalysisContext;
  callId: string;
  version: number;
  settingsHashes: string[];
}): Promise<{ analysisId: string; isNewest: boolean } | null> {
  const rows = await ctx.db
    .select({ analysisId: analyses.id, settingsHash: analyses.settingsHash })
    .from(analyses)
    .where(
      and(eq(analyses.workspaceId, ctx.workspaceId), eq(analyses.callId, callId), eq(analyses.callVersion, version)),
    )
    .orderBy(desc(analyses.analysisVersion));
  const known = rows.find((row) => settingsHashes.includes(row.settingsHash));
  return known === undefined ? null : { analysisId: known.analysisId, isNewest: known === rows[0] };
}
