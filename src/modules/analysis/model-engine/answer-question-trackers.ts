import type { QuestionTracker, RefusedClaim, TrackerResult } from '#contracts';
import { SophiaError } from '#platform/errors';
import {
  asData,
  type Billed,
  type CostEstimate,
  type ModelFailure,
  type ModelGateway,
  type ModelGatewayOn,
  nothingBilled,
} from '#platform/llm';
import type { Document } from '../language/index.ts';
import { askWindows, type GivenAnswer } from './ask-windows.ts';
import { createLocator } from './create-locator.ts';
import { mergeClaims } from './merge-claims.ts';
import { TrackerAnswer } from './model-answer.ts';
import { promptVersion, readPrompt } from './prompt.ts';
import { renderLines, type TranscriptLine } from './render-lines.ts';
import { defaultWindowLimits } from './window-limits.ts';
import { cutWindows, type WindowLimits } from './windows.ts';

const maxOutputTokens = 4_000;

export interface TrackersRequest {
  readonly document: Document;
  readonly trackers: readonly QuestionTracker[];
  readonly gateway: ModelGatewayOn;
  readonly signal?: AbortSignal;
  readonly windowLimits?: WindowLimits;
}

const nothingAnswered = { results: [], answers: [], unlocated: [], failures: [], bill: nothingBilled, failed: true };

export interface TrackersAnswer {
  /** One for each tracker, also without hits; empty where no model answered. */
  readonly results: readonly TrackerResult[];
  /** As the models gave them, also where some window got none. */
  readonly answers: readonly GivenAnswer<TrackerAnswer>[];
  readonly unlocated: readonly RefusedClaim[];
  readonly failures: readonly ModelFailure[];
  readonly bill: Billed;
  readonly failed: boolean;
}

/** Answers trackers in plain words, all of them in one request for each window of the call. Throws only when canceled. */
export async function answerQuestionTrackers(request: TrackersRequest): Promise<TrackersAnswer> {
  const { document, trackers, gateway, signal } = request;
  const lines = renderLines(document);
  if (trackers.length === 0 || lines.length === 0) {
    return { ...nothingAnswered, results: trackers.map(emptyResult), failed: false };
  }
  const answer = await askWindows({
    gateway,
    lines,
    limits: request.windowLimits ?? defaultWindowLimits,
    schema: TrackerAnswer,
    schemaName: 'tracker_hits',
    purpose: 'tracker',
    ...promptsFor(trackers),
    maxOutputTokens,
    signal,
  });
  if (answer.failed) {
    return { ...nothingAnswered, answers: answer.answers, failures: answer.failures, bill: answer.bill };
  }
  const locator = createLocator({ document, rule: `model.tracker.${promptVersion}` });
  const hits = answer.answers.flatMap(({ value }) => value.hits);
  const results = trackers.map((tracker, index) => {
    const located = hits
      .filter(({ question }) => question === index + 1)
      .flatMap(({ question: _question, ...proposed }) => locator.claim({ field: 'trackers.hits', proposed }) ?? []);
    const fitting = located.filter(({ side }) => tracker.side === null || side === tracker.side);
    return { ...emptyResult(tracker), hits: mergeClaims(fitting) };
  });
  const { answers, failures, bill } = answer;
  return { results, answers, unlocated: locator.unlocated, failures, bill, failed: false };
}

/**
 * Answers one tracker for one call, for a preview. Throws `model.off` where no model is configured, and what the
 * gateway threw where none answered.
 */
export async function answerQuestionTracker(request: {
  document: Document;
  tracker: QuestionTracker;
  gateway: ModelGateway;
  signal?: AbortSignal;
}): Promise<{ result: TrackerResult; unlocated: readonly RefusedClaim[]; bill: Billed }> {
  const { tracker, gateway, ...rest } = request;
  const answer = await answerQuestionTrackers({ ...rest, trackers: [tracker], gateway: assertOn(gateway) });
  const [result] = answer.results;
  if (answer.failed || result === undefined) {
    const reasons = answer.failures.map(({ provider, model, reason }) => `${provider}:${model}: ${reason}`);
    throw new SophiaError(
      answer.failures.at(-1)?.code ?? 'model.exhausted',
      `Expected an answer to the tracker "${tracker.name}", found none: ${reasons.join(' ')}`,
      { details: { failures: answer.failures, costMicroUsd: answer.bill.costMicroUsd } },
    );
  }
  return { result, unlocated: answer.unlocated, bill: answer.bill };
}

export interface TrackerCost {
  readonly calls: number;
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokensAtMost: number;
  /** Null where the price of the model is not known. */
  readonly costMicroUsdAtMost: number | null;
  readonly provider: string;
  readonly model: string;
}

/** Says what answering a tracker on these calls costs at most. Nothing is sent. Throws `model.off`. */
export async function estimateQuestionTracker(request: {
  documents: readonly Document[];
  tracker: QuestionTracker;
  gateway: ModelGateway;
}): Promise<TrackerCost> {
  const gateway = assertOn(request.gateway);
  const estimates: CostEstimate[] = [];
  for (const document of request.documents) {
    for (const window of cutWindows(renderLines(document), defaultWindowLimits)) {
      estimates.push(await estimateWindow({ gateway, tracker: request.tracker, window }));
    }
  }
  const [first] = gateway.models;
  const costs = estimates.map((estimate) => estimate.costMicroUsdAtMost);
  return {
    calls: request.documents.length,
    requests: estimates.length,
    inputTokens: estimates.reduce((sum, estimate) => sum + estimate.inputTokens, 0),
    outputTokensAtMost: estimates.reduce((sum, estimate) => sum + estimate.outputTokensAtMost, 0),
    costMicroUsdAtMost: costs.reduce(
      (sum: number | null, cost) => (sum === null || cost === null ? null : sum + cost),
      0,
    ),
    provider: first?.provider ?? '',
    model: first?.model ?? '',
  };
}

function estimateWindow(options: {
  gateway: ModelGatewayOn;
  tracker: QuestionTracker;
  window: readonly TranscriptLine[];
}): Promise<CostEstimate> {
  const { system, prompt } = promptsFor([options.tracker]);
  const text = prompt(options.window.map((line) => line.text).join('\n'));
  return options.gateway.estimate({ schema: TrackerAnswer, system, prompt: text, maxOutputTokens });
}

function promptsFor(trackers: readonly QuestionTracker[]): { system: string; prompt: (transcript: string) => string } {
  const questions = trackers
    .map(({ question }, index) => `<question number="${index + 1}">${asData(question)}</question>`)
    .join('\n');
  return {
    system: readPrompt('tracker'),
    prompt: (transcript) => readPrompt('tracker-request', { questions, transcript }),
  };
}

function emptyResult({ name }: QuestionTracker): TrackerResult {
  return { name, kind: 'question', hits: [] };
}

function assertOn(gateway: ModelGateway): ModelGatewayOn {
  if (gateway.state === 'on') return gateway;
  throw new SophiaError(
    'model.off',
    `Expected a language model for a tracker in plain words, found none: ${gateway.reason}`,
  );
}
