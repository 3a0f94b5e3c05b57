import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import { getCallSource, settleItems } from '#modules/calls';
import { type AnalyzedCall, analyzeCall as analyzeOneCall } from '#modules/insights';
import { getLedgerItem } from '#modules/ledger';
import { getMatch, matchCall } from '#modules/matching';
import { asksForMatches } from '#modules/trackers';
import { SophiaError } from '#platform/errors';
import { withSpan } from '#platform/telemetry';
import { type AnyWorkflow, defineWorkflow, type WorkflowRun } from '#platform/workflow';
import { noteForSearch } from './note-for-search.ts';
import type { WorkContext, WorkflowDependencies } from './workflow-dependencies.ts';

const AnalyzeCallInput = z.strictObject({
  workspaceId: z.string(),
  callId: z.string(),
  version: z.int().min(1),
  engine: z.enum(['rules', 'model']).nullable(),
  requestId: z.string(),
  traceparent: z.string().nullable(),
  /** Whether this version was the current one before another, and is so again. */
  returned: z.boolean().default(false),
});
type AnalyzeCallInput = z.infer<typeof AnalyzeCallInput>;

const attempts = 3;

/** Analyzes one version of a call. One that cannot be analyzed is named beside its file and stops nothing behind it. */
export function analyzeCall({ contextFor, metrics }: WorkflowDependencies): AnyWorkflow {
  const underWay = new Map<string, Promise<unknown>>();
  return defineWorkflow({
    name: 'analyze-call',
    queue: 'analysis',
    input: AnalyzeCallInput,
    run: async ({ run, input }) => {
      const { workspaceId, requestId } = input;
      const ctx = contextFor({ workspaceId, requestId, actor: { type: 'system', component: 'analyze-call' } });
      try {
        const analyzed = await run.step({ name: 'analyze', maxAttempts: attempts }, () =>
          inTurn({ underWay, input, work: () => analyze({ ctx, input, metrics }) }),
        );
        if (input.returned && analyzed.outcome === 'unchanged') await followAgain({ run, ctx, input });
        return analyzed;
      } catch (error) {
        await run.step('name-the-failure', () => nameFailure({ ctx, input, error, metrics }));
        return { analysisId: null, outcome: 'failed' };
      }
    },
  });
}

/** Words that a call had before are analyzed already, and nothing else tells that they are what it says again. */
async function followAgain({
  run,
  ctx,
  input,
}: {
  run: WorkflowRun;
  ctx: WorkContext;
  input: AnalyzeCallInput;
}): Promise<void> {
  const { workspaceId, callId, requestId, traceparent } = input;
  await run.step('note-for-search', async () => {
    await noteForSearch({ ctx, kind: 'call', ids: [callId] });
    return null;
  });
  const workflowId = `follow-up-call:${callId}:again:${run.workflowId}`;
  await run.start({
    workflowName: 'follow-up-call',
    workflowId,
    input: { workspaceId, callId, requestId, traceparent },
  });
}

/** Two at once would both pay a model for the same call: the second waits and then finds the analysis of the first. */
async function inTurn<Result>({
  underWay,
  input,
  work,
}: {
  underWay: Map<string, Promise<unknown>>;
  input: AnalyzeCallInput;
  work: () => Promise<Result>;
}): Promise<Result> {
  const key = `${input.workspaceId} ${input.callId} v${input.version}`;
  const before = underWay.get(key) ?? Promise.resolve();
  const done = before.catch(() => undefined).then(work);
  underWay.set(key, done);
  try {
    return await done;
  } finally {
    if (underWay.get(key) === done) underWay.delete(key);
  }
}

function analyze({
  ctx,
  input,
  metrics,
}: {
  ctx: WorkContext;
  input: AnalyzeCallInput;
  metrics: WorkflowDependencies['metrics'];
}): Promise<{ analysisId: string; outcome: string }> {
  const { callId, version, engine, traceparent } = input;
  return withSpan({ name: 'call.analyze', traceparent }, async () => {
    await matchFirst({ ctx, callId });
    const startedAtMs = performance.now();
    const analyzed = await analyzeOneCall({ ctx, input: { callId, version, engine } });
    measure({ metrics, analyzed, seconds: (performance.now() - startedAtMs) / 1000 });
    return { analysisId: analyzed.analysisId, outcome: analyzed.outcome };
  });
}

/**
 * A tracker that is for the calls of a deal or an account has to know what the call is about. Matching asks for nothing
 * that an analysis finds; a call of no source, or that was matched before, is left as it is. Where matching fails, the
 * follow-up of the call does it once more, and has the call analyzed anew where other trackers are for it then.
 */
async function matchFirst({ ctx, callId }: { ctx: WorkContext; callId: string }): Promise<void> {
  try {
    if (!(await asksForMatches({ ctx })) || (await getMatch({ ctx, input: { callId } })) !== null) return;
    const source = await getCallSource({ ctx, input: { callId } });
    if (source === null) return;
    const item = await getLedgerItem({ ctx, input: source });
    if ((item?.excluded ?? null) === null) await matchCall({ ctx, input: { callId } });
  } catch (error) {
    ctx.log.warn({ err: error, callId, requestId: ctx.requestId }, 'A call is analyzed before it could be matched');
  }
}

function measure({
  metrics,
  analyzed,
  seconds,
}: {
  metrics: WorkflowDependencies['metrics'];
  analyzed: AnalyzedCall;
  seconds: number;
}): void {
  const { made } = analyzed;
  if (made === null) return;
  const { engine } = made;
  metrics.analysisDuration.observe({ engine }, seconds);
  metrics.callsAnalyzed.inc({ engine, outcome: 'stored' });
  metrics.claimsKept.inc({ engine }, made.kept);
  for (const [reason, count] of Object.entries(made.refusedByReason))
    metrics.claimsRefused.inc({ engine, reason }, count);
}

async function nameFailure({
  ctx,
  input,
  error,
  metrics,
}: {
  ctx: WorkContext;
  input: AnalyzeCallInput;
  error: unknown;
  metrics: WorkflowDependencies['metrics'];
}): Promise<null> {
  const { callId, version } = input;
  ctx.log.error({ err: error, callId, version, requestId: ctx.requestId }, 'A call could not be analyzed');
  metrics.callsAnalyzed.inc({ engine: input.engine ?? 'default', outcome: 'failed' });
  const known = error instanceof SophiaError && error.code !== 'internal.unexpected';
  const problem = known
    ? { code: error.code, message: error.message, action: error.entry.action }
    : {
        code: 'internal.unexpected',
        message: `Something unforeseen happened while the call was analyzed; the log has it under ${ctx.requestId}.`,
        action: 'Report it, with the log.',
      };
  await settleItems({ ctx, input: { callId, callVersion: version, state: 'failed', analysisId: null, problem } });
  return null;
}
