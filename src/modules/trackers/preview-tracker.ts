import type { z } from 'zod';
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
import { getTranscript } from '#modules/calls';
import { parseInput } from '#platform/errors';
import { assertAnswerable, type TrackerContext } from './assert-answerable.ts';
import { newestWithin } from './newest-within.ts';
import { resolveTrackerFilter } from './resolve-tracker-filter.ts';

interface CallOutcome {
  readonly hits: readonly Claim[];
  readonly costMicroUsd: number | null;
}

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
