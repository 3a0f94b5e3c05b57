import { z } from 'zod';
import {
  AnalysisDifference,
  AnalysisListing,
  AnalysisReport,
  BatchItem,
  BatchProgress,
  CallSearchHit,
  CallSummary,
  HealthReport,
  InsightComparison,
  NewTracker,
  Passage,
  PreviewTrackerInput,
  Side,
  SubmitBatchInput,
  TopicName,
  Tracker,
  TrackerPreview,
  Workspace,
} from '#contracts';
import { Nothing } from './nothing.ts';

/** What can be asked about calls, their analyses and the state of Sophia. */
export const callOperations = {
  'batches.submit': { input: SubmitBatchInput, output: z.strictObject({ batchId: z.string() }) },
  'batches.watch': { input: z.strictObject({ batchId: z.string() }), output: BatchProgress },
  'batches.items': {
    input: z.strictObject({ batchId: z.string(), afterItemId: z.string().nullable() }),
    output: z.strictObject({ items: z.array(BatchItem), nextAfter: z.string().nullable() }),
  },
  'calls.list': {
    input: z.strictObject({
      limit: z.int().min(1).max(1000),
      beforeCallId: z.string().nullable(),
      account: z.string().nullable().default(null),
      deal: z.string().nullable().default(null),
      owner: z.string().nullable().default(null),
      stage: z.string().nullable().default(null),
      person: z.string().nullable().default(null),
      side: Side.nullable().default(null),
      topic: TopicName.nullable().default(null),
      since: z.iso.date().nullable().default(null),
      until: z.iso.date().nullable().default(null),
    }),
    output: z.strictObject({ calls: z.array(CallSummary), nextBefore: z.string().nullable() }),
  },
  'calls.resolve': {
    input: z.strictObject({ reference: z.string().min(1) }),
    output: z.strictObject({ callId: z.string() }),
  },
  'calls.search': {
    input: z.strictObject({ callId: z.string(), query: z.string().min(1).max(1000), limit: z.int().min(1).max(50) }),
    output: z.strictObject({ hits: z.array(CallSearchHit) }),
  },
  'passages.get': {
    input: z.strictObject({
      /** `callId#turn` or `callId#turn.sentence`; the id may be short. */
      id: z.string().min(1),
      version: z.int().min(1).nullable(),
      around: z.int().min(0).max(20),
    }),
    output: Passage,
  },
  'analyses.list': { input: z.strictObject({ callId: z.string() }), output: z.array(AnalysisListing) },
  'analyses.compare': {
    input: z.strictObject({ callId: z.string(), beforeId: z.string(), afterId: z.string().nullable() }),
    output: AnalysisDifference,
  },
  'reports.get': {
    input: z.strictObject({ callId: z.string(), analysisId: z.string().nullable() }),
    output: AnalysisReport,
  },
  'reports.compare': {
    input: z.strictObject({ callId: z.string(), analysisId: z.string().nullable() }),
    output: z.strictObject({ comparison: InsightComparison.nullable() }),
  },
  /** Where moments of a call can be heard, in the order in which they are asked for. */
  'reports.listen': {
    input: z.strictObject({ callId: z.string(), momentsMs: z.array(z.int().min(0)) }),
    output: z.strictObject({ addresses: z.array(z.string().nullable()) }),
  },
  'trackers.list': { input: Nothing, output: z.strictObject({ trackers: z.array(Tracker) }) },
  'trackers.add': {
    input: NewTracker,
    output: z.strictObject({ trackerId: z.string(), replaced: z.boolean() }),
  },
  'trackers.preview': { input: PreviewTrackerInput, output: TrackerPreview },
  'workspace.get': { input: Nothing, output: Workspace },
  'health.check': { input: Nothing, output: HealthReport },
} as const;
