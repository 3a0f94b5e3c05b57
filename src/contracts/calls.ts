import { z } from 'zod';
import { ReadingWarning, TranscriptFormat } from './transcript.ts';

/** How the files of a batch are to be read and analyzed. */
export const ImportOptions = z.strictObject({
  format: TranscriptFormat.nullable(),
  date: z.iso.date().nullable(),
  timeZone: z.string().min(1),
  /** Whether the zone was asked for, so that it wins over the source's. */
  timeZoneGiven: z.boolean(),
  internalNames: z.array(z.string().min(1)),
  internalDomains: z.array(z.string().min(1)),
  /** Whether everybody who is not known as internal belongs to the other side. */
  othersExternal: z.boolean(),
  engine: z.enum(['rules', 'model']).nullable(),
});
export type ImportOptions = z.infer<typeof ImportOptions>;

/** One file: by its absolute path, or with its content where it came from elsewhere. */
export const BatchItemInput = z.strictObject({
  sourceName: z.string().min(1),
  path: z.string().min(1).nullable(),
  contentBase64: z.base64().nullable(),
});
export type BatchItemInput = z.infer<typeof BatchItemInput>;

export const SubmitBatchInput = z.strictObject({
  items: z.array(BatchItemInput).min(1),
  options: ImportOptions,
});
export type SubmitBatchInput = z.infer<typeof SubmitBatchInput>;

/**
 * The states of one file of a batch: waiting, stored, and the four ends. `unchanged` means that the same transcript
 * with the same settings had been analyzed before.
 */
export const ItemState = z.enum(['pending', 'imported', 'analyzed', 'unchanged', 'refused', 'failed']);
export type ItemState = z.infer<typeof ItemState>;

/** Why a file was not taken: the code stands in docs/errors.md. */
export const ItemProblem = z.strictObject({ code: z.string(), message: z.string(), action: z.string() });
export type ItemProblem = z.infer<typeof ItemProblem>;

export const BatchItem = z.strictObject({
  itemId: z.string(),
  position: z.int(),
  sourceName: z.string(),
  state: ItemState,
  callId: z.string().nullable(),
  callVersion: z.int().nullable(),
  analysisId: z.string().nullable(),
  problem: ItemProblem.nullable(),
  /** What was odd in the file and did not stop its import. */
  warnings: z.array(ReadingWarning),
});
export type BatchItem = z.infer<typeof BatchItem>;

export const BatchProgress = z.strictObject({
  batchId: z.string(),
  finished: z.boolean(),
  total: z.int(),
  counts: z.record(ItemState, z.int()),
  /** Open files of earlier batches, which are taken first; counted while none of this batch has come to its end. */
  ahead: z.int(),
});
export type BatchProgress = z.infer<typeof BatchProgress>;

export const CallSummary = z.strictObject({
  callId: z.string(),
  title: z.string().nullable(),
  sourceName: z.string(),
  format: z.string(),
  date: z.string().nullable(),
  version: z.int(),
  durationMs: z.int().nullable(),
  wordCount: z.int(),
  speakers: z.int(),
  importedAt: z.iso.datetime(),
});
export type CallSummary = z.infer<typeof CallSummary>;
