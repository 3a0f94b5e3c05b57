import type { Analysis, AnalysisInput, EngineMark } from '#contracts';
import {
  type AnalysisTasks,
  analyzeByModel,
  createDocument,
  type KeptAnswers,
  rulesEngineVersion,
} from '#modules/analysis';
import type { AnalysisContext } from './analysis-context.ts';

const rulesMark: EngineMark = {
  name: 'rules',
  version: rulesEngineVersion,
  promptVersion: null,
  provider: null,
  model: null,
  fellBackFrom: [],
};

export interface EngineRun {
  readonly result: Analysis;
  readonly costMicroUsd: number;
  /** Null where no model was asked, or none answered. */
  readonly answers: KeptAnswers | null;
}

/** Runs the asked engine and passes what it found through the verifier. The rules and the verifier run in a thread. */
export async function runEngine({
  ctx,
  engine,
  subject,
}: {
  ctx: AnalysisContext;
  engine: 'rules' | 'model';
  /** The call, and what the workspace knows. */
  subject: AnalysisInput;
}): Promise<EngineRun> {
  if (engine === 'rules') {
    const result = await runTask({ ctx, name: 'composeByRules', payload: { input: subject, engine: rulesMark } });
    return { result, costMicroUsd: 0, answers: null };
  }
  const findings = await runTask({ ctx, name: 'analyzeByRules', payload: { input: subject } });
  const made = await analyzeByModel({
    input: subject,
    document: createDocument({ transcript: subject.transcript }),
    base: { findings, engine: rulesMark },
    gateway: ctx.models,
    ...(ctx.signal === undefined ? {} : { signal: ctx.signal }),
  });
  const { transcript, settings } = subject;
  const { unlocated, engine: mark } = made;
  const result = await runTask({
    ctx,
    name: 'composeAnalysis',
    payload: { transcript, settings, engine: mark, findings: made.findings, unlocated },
  });
  return { result, costMicroUsd: made.bill.costMicroUsd, answers: made.answers };
}

/** The pool hands plain data back; what a task returns is what its type says, since it is our own code. */
async function runTask<Name extends keyof AnalysisTasks & string>({
  ctx,
  name,
  payload,
}: {
  ctx: AnalysisContext;
  name: Name;
  payload: Parameters<AnalysisTasks[Name]>[0];
}): Promise<ReturnType<AnalysisTasks[Name]>> {
  // oxlint-disable-next-line typescript/consistent-type-assertions -- the pool copies what our own task returned
  return (await ctx.threads.run(name, payload)) as ReturnType<AnalysisTasks[Name]>;
}
