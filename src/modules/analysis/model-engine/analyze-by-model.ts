import type { AnalysisInput, EngineMark, Findings, QuestionTracker, RefusedClaim } from '#contracts';
import { addBilled, type Billed, type ModelFailure, type ModelGateway, nothingBilled } from '#platform/llm';
import type { Document } from '../language/index.ts';
import { chooseMethods, elementNames } from '../methods/index.ts';
import { answerQuestionTrackers } from './answer-question-trackers.ts';
import { askWindows, type GivenAnswer } from './ask-windows.ts';
import { buildFindings } from './build-findings.ts';
import type { KeptAnswers } from './kept-answers.ts';
import { type ModelAnswer, modelAnswerFor, type TrackerAnswer } from './model-answer.ts';
import { promptVersion, readPrompt } from './prompt.ts';
import { renderContext, renderLines } from './render-lines.ts';
import { defaultWindowLimits } from './window-limits.ts';
import type { WindowLimits } from './windows.ts';

/** Raised when the engine turns the same answers into other findings. */
export const modelEngineVersion = '2';

const maxOutputTokens = 16_000;

export interface ModelAnalysisRequest {
  readonly input: AnalysisInput;
  /** The same call, made ready for the rules. */
  readonly document: Document;
  /** What the rules found, and their mark: the figures of the result, and all of it where no model answers. */
  readonly base: { readonly findings: Findings; readonly engine: EngineMark };
  readonly gateway: ModelGateway;
  readonly signal?: AbortSignal;
  readonly windowLimits?: WindowLimits;
}

/** A draft for the verifier: nothing in it has been checked beyond having been found in its turn. */
export interface ModelAnalysis {
  readonly findings: Findings;
  /** What a model quoted and nobody said there, to be counted as refused. */
  readonly unlocated: readonly RefusedClaim[];
  readonly engine: EngineMark;
  readonly bill: Billed;
  /** What models answered, to be kept beside the result; null where none did. */
  readonly answers: KeptAnswers | null;
}

/**
 * Lets a model judge what was said, on top of the rules' findings. Where no model of the chain answers for some part
 * of the call, the whole result is the rules', and the mark says who failed and why. Throws only when canceled.
 */
export async function analyzeByModel(request: ModelAnalysisRequest): Promise<ModelAnalysis> {
  const { input, document, base, gateway, signal } = request;
  if (gateway.state === 'off') {
    const missing = { provider: 'none', model: 'none', reason: `model.off: ${gateway.reason}` };
    const engine = { ...base.engine, fellBackFrom: [...base.engine.fellBackFrom, missing] };
    return { ...byRules(base), engine };
  }
  const lines = renderLines(document);
  if (lines.length === 0) return byRules(base);
  const limits = request.windowLimits ?? defaultWindowLimits;
  const methods = input.settings.methods ?? chooseMethods({});
  const context = renderContext({ ...input, methods });
  const answer = await askWindows({
    gateway,
    lines,
    limits,
    schema: modelAnswerFor(elementNames(methods)),
    schemaName: 'call_findings',
    purpose: 'analysis',
    system: readPrompt('analysis'),
    prompt: (transcript) => readPrompt('analysis-request', { context, transcript }),
    maxOutputTokens,
    signal,
  });
  const fellBackFrom = listFailures([...base.engine.fellBackFrom], answer.failures);
  if (answer.failed) {
    const answers = keep({ analysis: answer.answers, questions: [], trackers: [] });
    return { ...byRules(base), engine: { ...base.engine, fellBackFrom }, bill: answer.bill, answers };
  }
  const rule = `model.analysis.${promptVersion}`;
  const windows = answer.answers.map(({ value }) => value);
  const built = buildFindings({ document, base: base.findings, answers: windows, rule });
  const questions = input.settings.trackers.filter((tracker) => tracker.kind === 'question');
  const trackers = await answerQuestionTrackers({
    document,
    trackers: questions,
    gateway,
    windowLimits: limits,
    ...(signal === undefined ? {} : { signal }),
  });
  const answered = new Set(trackers.results.map(({ name }) => name));
  return {
    findings: {
      ...built.findings,
      trackers: [...built.findings.trackers.filter(({ name }) => !answered.has(name)), ...trackers.results],
      abstentions: built.findings.abstentions.filter(({ reason }) => reason !== 'no_model' || trackers.failed),
    },
    unlocated: [...built.unlocated, ...trackers.unlocated],
    engine: {
      name: 'model',
      version: modelEngineVersion,
      promptVersion,
      provider: joined(answer.answers.map(({ provider }) => provider)),
      model: joined(answer.answers.map(({ model }) => model)),
      fellBackFrom: listFailures(fellBackFrom, trackers.failures),
    },
    bill: addBilled(answer.bill, trackers.bill),
    answers: keep({ analysis: answer.answers, questions, trackers: trackers.answers }),
  };
}

function byRules({ findings, engine }: ModelAnalysisRequest['base']): ModelAnalysis {
  return { findings, unlocated: [], engine, bill: nothingBilled, answers: null };
}

function keep({
  analysis,
  questions,
  trackers,
}: {
  analysis: readonly GivenAnswer<ModelAnswer>[];
  questions: readonly QuestionTracker[];
  trackers: readonly GivenAnswer<TrackerAnswer>[];
}): KeptAnswers | null {
  if (analysis.length === 0) return null;
  return { promptVersion, analysis: [...analysis], trackers: { questions: [...questions], answers: [...trackers] } };
}

/** Each model once, with its first reason. */
function listFailures(
  known: EngineMark['fellBackFrom'],
  failures: readonly ModelFailure[],
): EngineMark['fellBackFrom'] {
  const listed = [...known];
  for (const { provider, model, code, reason } of failures) {
    if (listed.some((entry) => entry.provider === provider && entry.model === model)) continue;
    listed.push({ provider, model, reason: `${code}: ${reason}` });
  }
  return listed;
}

/** Several windows may have been answered by several models. */
function joined(names: readonly string[]): string {
  return [...new Set(names)].join('+');
}
