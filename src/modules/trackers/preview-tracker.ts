import type { z } from 'zod';
import {
  type CallSummary,
  type Claim,
  PreviewTrackerInput,
  type QuestionTracker,
  type TrackerDefinition,
  type TrackerFilter,
  type TrackerPreview,
  type TrackerPreviewCall,
  type Transcript,
} from '#contracts';
import { authorise } from '#modules/access';
import { answerQuestionTracker, createDocument, estimateQuestionTracker, trackKeywords } from '#modules/analysis';
import { getTranscript, listCalls } from '#modules/calls';
import type { Context } from '#platform/context';
import { parseInput } from '#platform/errors';
import { assertAnswerable, type TrackerContext } from './assert-answerable.ts';
import { callsWithin } from './calls-within.ts';
import { resolveTrackerFilter } from './resolve-tracker-filter.ts';

interface CallOutcome {
  readonly hits: readonly Claim[];
  readonly costMicroUsd: number | null;
}

const pageSize = 200;

/**
 * Tries a tracker on the newest calls that its filter lets through, before it is saved: its hits, the calls without one,
 * and the cost. Keyword trackers cost nothing. A question is answered only with `spend`; without it the most it could cost is estimated.
 */
export async function previewTracker({
  ctx,
  input,
}: {
  ctx: TrackerContext;
  input: z.input<typeof PreviewTrackerInput>;
}): Promise<TrackerPreview> {
  authorise({ ctx, action: 'tracker.preview', resource: { type: 'tracker', id: null } });
  const asked = parseInput({ schema: PreviewTrackerInput, input, what: 'a tracker to preview' });
  const { calls: limit, spend } = asked;
  const { filter: names, ...definition } = asked.definition;
  assertAnswerable({ ctx, definition });
  const filter = await resolveTrackerFilter({ ctx, filter: names });
  const { within, filteredOut } = await newestWithin({ ctx, filter, limit });
  const perCall: TrackerPreviewCall[] = [];
  let costMicroUsd: number | null = 0;
  for (const { callId, title, sourceName } of within) {
    const { transcript } = await getTranscript({ ctx, input: { callId, version: null } });
    const outcome = await tryOn({ ctx, definition, transcript, spend });
    costMicroUsd = costMicroUsd === null || outcome.costMicroUsd === null ? null : costMicroUsd + outcome.costMicroUsd;
    const hits = outcome.hits.map(({ quote, speaker, turn, startMs }) => ({ quote, speaker, turn, startMs }));
    perCall.push({ callId, title: title ?? sourceName, hits });
  }
  return {
    name: definition.name,
    filter,
    ran: definition.kind === 'keyword' || spend,
    calls: perCall.length,
    filteredOut,
    callsWithHits: perCall.filter((call) => call.hits.length > 0).length,
    hits: perCall.reduce((total, call) => total + call.hits.length, 0),
    costMicroUsd,
    perCall,
  };
}

async function tryOn({
  ctx,
  definition,
  transcript,
  spend,
}: {
  ctx: TrackerContext;
  definition: TrackerDefinition;
  transcript: Transcript;
  spend: boolean;
}): Promise<CallOutcome> {
  if (definition.kind === 'keyword') {
    const [result] = trackKeywords({ document: createDocument({ transcript }), trackers: [definition] });
    return { hits: result?.hits ?? [], costMicroUsd: 0 };
  }
  return askModel({ ctx, tracker: definition, transcript, spend });
}

async function askModel({
  ctx,
  tracker,
  transcript,
  spend,
}: {
  ctx: TrackerContext;
  tracker: QuestionTracker;
  transcript: Transcript;
  spend: boolean;
}): Promise<CallOutcome> {
  const document = createDocument({ transcript });
  if (!spend) {
    const estimate = await estimateQuestionTracker({ tracker, documents: [document], gateway: ctx.models });
    return { hits: [], costMicroUsd: estimate.costMicroUsdAtMost };
  }
  const answer = await answerQuestionTracker({ tracker, document, gateway: ctx.models });
  const priced = answer.bill.unpricedTokens === 0;
  return { hits: answer.result.hits, costMicroUsd: priced ? answer.bill.costMicroUsd : null };
}

/** The newest calls that a filter lets through, and how many were looked at in vain on the way. */
async function newestWithin({
  ctx,
  filter,
  limit,
}: {
  ctx: Context;
  filter: TrackerFilter;
  limit: number;
}): Promise<{ within: CallSummary[]; filteredOut: number }> {
  const within: CallSummary[] = [];
  let filteredOut = 0;
  let beforeCallId: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listCalls>> = await listCalls({
      ctx,
      input: { limit: pageSize, beforeCallId },
    });
    const passing = await callsWithin({ ctx, filter, callIds: page.calls.map(({ callId }) => callId) });
    for (const call of page.calls) {
      if (within.length === limit) return { within, filteredOut };
      if (passing.has(call.callId)) within.push(call);
      else filteredOut += 1;
    }
    beforeCallId = page.nextBefore;
  } while (beforeCallId !== null);
  return { within, filteredOut };
}
