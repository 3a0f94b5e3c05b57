import {
  type AnalysisSettings,
  type MethodScore,
  type MethodsTrial,
  type MethodsTrialCall,
  TryMethodsInput,
} from '#contracts';
import { authorise } from '#modules/access';
import { getTranscript, listCalls } from '#modules/calls';
import { getWorkspace, partOf, versionOf } from '#modules/workspaces';
import { parseInput } from '#platform/errors';
import type { AnalysisContext } from './analysis-context.ts';
import { compareMethods } from './compare-methods.ts';
import { runEngine } from './run-engine.ts';
import { settingsOf } from './settings-of.ts';

interface Settings {
  readonly before: AnalysisSettings;
  readonly after: AnalysisSettings;
}

/**
 * What a draft of the methods of qualification would find in the newest calls, beside the methods in force: both by the
 * rules, over the stored transcripts and past the verifier. Nothing is stored. Throws `lexicon.invalid`.
 */
export async function tryMethods({
  ctx,
  input,
}: {
  ctx: AnalysisContext;
  input: TryMethodsInput;
}): Promise<MethodsTrial> {
  authorise({ ctx, action: 'analysis.preview', resource: { type: 'analysis', id: null } });
  const { calls: limit, ...own } = parseInput({ schema: TryMethodsInput, input, what: 'methods to try' });
  const workspace = await getWorkspace({ ctx });
  const before = settingsOf({ workspace, trackers: [] });
  const after = settingsOf({ workspace, trackers: [], own });
  const { calls } = await listCalls({ ctx, input: { limit, beforeCallId: null } });
  const perCall: MethodsTrialCall[] = [];
  for (const { callId, title, sourceName } of calls) {
    const compared = await tryOn({ ctx, callId, before, after });
    perCall.push({ callId, title: title ?? sourceName, ...compared });
  }
  const replaces = versionOf(partOf('methods', workspace.settings));
  return { replaces, calls: perCall.length, engine: ctx.defaultEngine ?? 'rules', methods: sumOf(perCall), perCall };
}

async function tryOn({ ctx, callId, before, after }: Settings & { ctx: AnalysisContext; callId: string }) {
  const { transcript } = await getTranscript({ ctx, input: { callId, version: null } });
  const old = await runEngine({ ctx, engine: 'rules', subject: { transcript, settings: before } });
  const fresh = await runEngine({ ctx, engine: 'rules', subject: { transcript, settings: after } });
  return compareMethods({ before: old.result.findings, after: fresh.result.findings });
}

function sumOf(perCall: readonly MethodsTrialCall[]): MethodsTrial['methods'] {
  const methods = perCall[0]?.methods ?? [];
  return methods.map(({ id, name }) => {
    const ofMethod = perCall.flatMap((call) => call.methods.filter((method) => method.id === id));
    return { id, name, before: add(ofMethod.map((one) => one.before)), after: add(ofMethod.map((one) => one.after)) };
  });
}

/** A method is in force for all calls or for none. */
function add(scores: readonly (MethodScore | null)[]): MethodScore | null {
  return scores.reduce(
    (sum, score) => (sum === null || score === null ? null : { known: sum.known + score.known, of: sum.of + score.of }),
    { known: 0, of: 0 },
  );
}
