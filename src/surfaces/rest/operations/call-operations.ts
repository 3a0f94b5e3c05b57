import { z } from 'zod';
import {
  AnalysisDifference,
  AnalysisListing,
  AnalysisReport,
  BatchItem,
  BatchProgress,
  CallSummary,
  ImportOptions,
  InsightComparison,
  Passage,
  Side,
  TopicName,
} from '#contracts';
import { getBatchProgress, resolveCall, submitBatch } from '#modules/calls';
import { compareInsights, getReport, listAnalyses } from '#modules/insights';
import { operationSchemas } from '#surfaces/local';
import { performOperation } from '#surfaces/operations';
import type { WorkContext } from '#workflows';
import { readCursor, writeCursor } from '../cursor.ts';
import { declareOperation } from '../declare-operation.ts';
import { Cursor, Day, limitUpTo, NextCursor, Reference } from '../fields.ts';
import { pageWithin } from '../page-within.ts';

const tag = 'calls';
const Named = z.string().min(1).max(300);
const CallParams = { callId: Reference.describe('The id of a call, or as much of it as only one has.') };
const BatchParams = { batchId: Reference.describe('The id of a batch.') };
const largestBatchBytes = 32 * 1024 * 1024;
const errors = ['call.not-found'] as const;
const reportErrors = ['call.not-found', 'analysis.not-found', 'artifact.not-found', 'analysis.damaged'] as const;

/** What is read over the network is content: a path would be one of the machine that Sophia runs on. */
const BatchBody = z.strictObject({
  items: z
    .array(z.strictObject({ sourceName: z.string().min(1).max(500), contentBase64: z.base64() }))
    .min(1)
    .max(500),
  options: ImportOptions.partial().default({}),
});

const standardOptions: ImportOptions = {
  format: null,
  date: null,
  timeZone: 'UTC',
  timeZoneGiven: false,
  internalNames: [],
  internalDomains: [],
  othersExternal: false,
  engine: null,
};

export const callOperations = [
  declareOperation({
    id: 'listCalls',
    method: 'GET',
    path: '/calls',
    tag,
    summary: 'Calls, the newest first by their day',
    description:
      'By the day of the call and its start, the newest first; those of one start by their ids, those without a day last. A cursor goes on behind the call that a page ended with, also where calls of other days have come in since; where that call is gone, the list begins anew (`404 call.not-found`).',
    query: {
      account: Named.optional().describe('Only about this company: a name, a part of it, or an id.'),
      deal: Named.optional().describe('Only about this deal.'),
      owner: Named.optional().describe('Only about a deal of this owner, by name or address.'),
      stage: Named.optional().describe('Only about a deal that is in this stage now.'),
      person: Named.optional().describe('Only with somebody of this name, or a part of it, or with this address.'),
      side: Side.optional().describe('Only those in which somebody of this side speaks.'),
      topic: TopicName.optional().describe('Only those in which this is talked about, as search has indexed it.'),
      since: Day.optional().describe('The first day of calls, as YYYY-MM-DD.'),
      until: Day.optional().describe('The last one.'),
      limit: limitUpTo(1000),
      cursor: Cursor,
    },
    answer: z.strictObject({ calls: z.array(CallSummary), nextCursor: NextCursor }),
    errors: ['cursor.malformed', 'record.not-found', 'call.not-found'],
    run: async ({ query, ...call }) => {
      const list = { operation: 'listCalls', query };
      const { workspace: _workspace, limit, cursor, ...filters } = query;
      const input = { ...filters, limit, beforeCallId: readCursor(list, cursor) };
      const page = await performOperation('calls.list', { ...call, input });
      return { calls: page.calls, nextCursor: writeCursor(list, page.nextBefore) };
    },
  }),
  declareOperation({
    id: 'getReport',
    method: 'GET',
    path: '/calls/{callId}/report',
    tag,
    summary: 'The report of a call: every claim with the quote that proves it',
    params: CallParams,
    query: { analysis: Reference.optional().describe('The id of an analysis; without it, the newest.') },
    answer: AnalysisReport,
    errors: reportErrors,
    run: async ({ ctx, params, query }) =>
      getReport({ ctx, input: { ...(await callOf({ ctx, params })), analysisId: query.analysis ?? null } }),
  }),
  declareOperation({
    id: 'compareInsights',
    method: 'GET',
    path: '/calls/{callId}/report/comparison',
    tag,
    summary: 'What the source of a call says of it by itself, beside the report',
    description:
      'Brief, key points, trackers and figures of the vendor (Gong) and of Sophia, each under its name, and what differs: figures side by side where both count the same, trackers of one name, and key points of the vendor for which no claim has half of their words. `comparison` is null where the source has told nothing, as for a file.',
    params: CallParams,
    query: { analysis: Reference.optional().describe('The id of an analysis; without it, the newest.') },
    answer: z.strictObject({ comparison: InsightComparison.nullable() }),
    errors: reportErrors,
    run: async ({ ctx, params, query }) => {
      const input = { ...(await callOf({ ctx, params })), analysisId: query.analysis ?? null };
      return { comparison: await compareInsights({ ctx, input }) };
    },
  }),
  declareOperation({
    id: 'listAnalyses',
    method: 'GET',
    path: '/calls/{callId}/analyses',
    tag,
    summary: 'Every analysis of a call, the newest first',
    params: CallParams,
    query: { limit: limitUpTo(200), cursor: Cursor },
    answer: z.strictObject({ analyses: z.array(AnalysisListing), nextCursor: NextCursor }),
    errors: [...errors, 'cursor.malformed'],
    run: async ({ ctx, params, query }) => {
      const { callId } = await callOf({ ctx, params });
      const { rows, nextCursor } = pageWithin({
        operation: 'listAnalyses',
        query: { ...query, callId },
        rows: await listAnalyses({ ctx, input: { callId } }),
        idOf: ({ analysisId }) => analysisId,
      });
      return { analyses: rows, nextCursor };
    },
  }),
  declareOperation({
    id: 'compareAnalyses',
    method: 'GET',
    path: '/calls/{callId}/analyses/comparison',
    tag,
    summary: 'What two analyses of a call found differently',
    params: CallParams,
    query: {
      before: Reference.describe('The id of the older analysis.'),
      after: Reference.optional().describe('The id of the newer one; without it, the newest.'),
    },
    answer: AnalysisDifference,
    errors: reportErrors,
    run: async ({ params, query, ...call }) => {
      const { callId } = await callOf({ ...call, params });
      const input = { callId, beforeId: query.before, afterId: query.after ?? null };
      return performOperation('analyses.compare', { ...call, input });
    },
  }),
  declareOperation({
    id: 'searchCall',
    method: 'GET',
    path: '/calls/{callId}/search',
    tag,
    summary: 'Where in a call a question is answered',
    params: CallParams,
    query: { query: z.string().min(1).max(1000).describe('A question, or words.'), limit: limitUpTo(50) },
    answer: operationSchemas['calls.search'].output,
    errors: [...errors, 'artifact.not-found'],
    run: async ({ params, query, ...call }) => {
      const { callId } = await callOf({ ...call, params });
      return performOperation('calls.search', {
        ...call,
        input: { callId, query: query.query, limit: query.limit },
      });
    },
  }),
  declareOperation({
    id: 'getPassage',
    method: 'GET',
    path: '/calls/{callId}/passages/{place}',
    tag,
    summary: 'A sentence or a turn of a call, with the turns around it and the claims that quote it',
    description:
      'What `callId#turn.sentence` names: `sentence` of the evidence of a claim is the place. `path` is where the report opens at it.',
    params: {
      ...CallParams,
      place: Reference.describe('A turn, such as `3`, or a sentence of it, such as `3.2`; both are counted from 0.'),
    },
    query: {
      version: z.coerce
        .number()
        .int()
        .min(1)
        .max(1_000_000)
        .optional()
        .describe('An earlier version of the transcript; without it, the one in force.'),
      around: z.coerce
        .number()
        .int()
        .min(0)
        .max(20)
        .default(2)
        .describe('How many turns before it and behind it are given.'),
    },
    answer: Passage,
    errors: [...errors, 'passage.malformed', 'passage.not-found'],
    run: ({ params, query, ...call }) =>
      performOperation('passages.get', {
        ...call,
        input: { id: `${params.callId}#${params.place}`, version: query.version ?? null, around: query.around },
      }),
  }),
  declareOperation({
    id: 'submitBatch',
    method: 'POST',
    path: '/batches',
    tag,
    summary: 'Has transcripts read in and analyzed',
    description: 'The files of a batch are taken one after the other; `GET /batches/{batchId}` says how far it is.',
    body: BatchBody,
    bodyLimit: largestBatchBytes,
    answer: z.strictObject({ batchId: z.string() }),
    status: 202,
    run: async ({ ctx, body }) => {
      const items = body.items.map((item) => ({ ...item, path: null }));
      return submitBatch({ ctx, input: { items, options: { ...standardOptions, ...withoutGaps(body.options) } } });
    },
  }),
  declareOperation({
    id: 'getBatch',
    method: 'GET',
    path: '/batches/{batchId}',
    tag,
    summary: 'How far a batch of files is',
    params: BatchParams,
    answer: BatchProgress,
    errors: ['batch.not-found'],
    run: ({ ctx, params }) => getBatchProgress({ ctx, input: params }),
  }),
  declareOperation({
    id: 'listBatchItems',
    method: 'GET',
    path: '/batches/{batchId}/items',
    tag,
    summary: 'The files of a batch with what became of each, 500 a page',
    params: BatchParams,
    query: { cursor: Cursor },
    answer: z.strictObject({ items: z.array(BatchItem), nextCursor: NextCursor }),
    errors: ['batch.not-found', 'cursor.malformed'],
    run: async ({ params, query, ...call }) => {
      const { batchId } = await getBatchProgress({ ...call, input: params });
      const list = { operation: 'listBatchItems', query: { ...query, batchId } };
      const input = { batchId, afterItemId: readCursor(list, query.cursor) };
      const { items, nextAfter } = await performOperation('batches.items', { ...call, input });
      return { items, nextCursor: writeCursor(list, nextAfter) };
    },
  }),
];

function callOf({
  ctx,
  params,
}: {
  ctx: WorkContext;
  params: { readonly callId: string };
}): Promise<{ callId: string }> {
  return resolveCall({ ctx, input: { reference: params.callId } });
}

/** What is left out stays as it is; undefined would take its place. */
function withoutGaps<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]: Exclude<Fields[Name], undefined> } {
  // oxlint-disable-next-line typescript/consistent-type-assertions -- the filter has just taken out every undefined
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]: Exclude<Fields[Name], undefined>;
  };
}
