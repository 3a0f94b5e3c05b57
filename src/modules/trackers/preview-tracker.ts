import {
  type Claim,
  PreviewTrackerInput,
  type QuestionTracker,
  type TrackerDefinition,
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

interface CallOutcome {
  readonly hits: readonly Claim[];
  readonly costMicroUsd: number | null;
}

const pageSize = 50;

/**
 * Tries a tracker on the newest calls before it is saved: its hits, the calls without one, and the cost. Keyword
 * trackers cost nothing. A question is answered only with `spend`; without it the most it could cost is estimated.
 */
export async function previewTracker({
  ctx,
  input,
}: {
  ctx: TrackerContext;
  input: PreviewTrackerInput;
}): Promise<TrackerPreview> {
  authorise({ ctx, action: 'tracker.preview', resource: { type: 'tracker', id: null } });
  const { definition, calls, spend } = parseInput({ schema: PreviewTrackerInput, input, what: 'a tracker to preview' });
  assertAnswerable({ ctx, definition });
  const perCall: TrackerPreviewCall[] = [];
  let costMicroUsd: number | null = 0;
  for await (const { callId, title, transcript } of newestCalls({ ctx, limit: calls })) {
    const outcome = await tryOn({ ctx, definition, transcript, spend });
    costMicroUsd = costMicroUsd === null || outcome.costMicroUsd === null ? null : costMicroUsd + outcome.costMicroUsd;
    const hits = outcome.hits.map(({ quote, speaker, turn, startMs }) => ({ quote, speaker, turn, startMs }));
    perCall.push({ callId, title, hits });
  }
  return {
    name: definition.name,
    ran: definition.kind === 'keyword' || spend,
    calls: perCall.length,
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

async function* newestCalls({
  ctx,
  limit,
}: {
  ctx: Context;
  limit: number;
}): AsyncGenerator<{ callId: string; title: string | null; transcript: Transcript }> {
  let beforeCallId: string | null = null;
  let left = limit;
  while (left > 0) {
    const page: Awaited<ReturnType<typeof listCalls>> = await listCalls({
      ctx,
      input: { limit: Math.min(left, pageSize), beforeCallId },
    });
    for (const call of page.calls) {
      const { transcript } = await getTranscript({ ctx, input: { callId: call.callId, version: null } });
      yield { callId: call.callId, title: call.title ?? call.sourceName, transcript };
    }
    left -= page.calls.length;
    beforeCallId = page.nextBefore;
    if (beforeCallId === null) return;
  }
}
