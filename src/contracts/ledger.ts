import { z } from 'zod';

/** The stations of a call on its way, in order. */
export const LedgerStation = z.enum(['expected', 'received', 'stored', 'analyzed', 'proposed', 'written', 'announced']);
export type LedgerStation = z.infer<typeof LedgerStation>;

/** Why something has not arrived at its next station. */
export const GapCause = z.enum([
  'not_received',
  'transcript_not_ready',
  'transcript_never_came',
  'vendor_unavailable',
  'unreadable',
  'analysis_failed',
  'deal_unclear',
  'no_match',
  'crm_unavailable',
  'write_refused',
  'write_not_applied',
  'written_elsewhere',
  'chat_unavailable',
  'channel_missing',
  'vanished_at_source',
  'unforeseen',
]);
export type GapCause = z.infer<typeof GapCause>;

export const LedgerGap = z.strictObject({
  source: z.string(),
  externalId: z.string(),
  callId: z.string().nullable(),
  title: z.string().nullable(),
  address: z.string().nullable().describe('Where the source shows the call; null where it has named no such place.'),
  day: z.iso.date(),
  /** The station that it has not reached. */
  missing: LedgerStation,
  cause: GapCause,
  detail: z.string(),
  since: z.iso.datetime(),
  attempts: z.int(),
  nextAttemptAt: z.iso.datetime().nullable(),
});
export type LedgerGap = z.infer<typeof LedgerGap>;

/** Why calls are kept out on purpose, and how many for each. */
export const KeptOut = z.strictObject({ private: z.int(), internal: z.int(), outOfScope: z.int() });
export type KeptOut = z.infer<typeof KeptOut>;

/** The sums of one source and day. What was excluded on purpose (private calls) is counted apart and is no gap. */
export const LedgerDay = z.strictObject({
  source: z.string(),
  day: z.iso.date(),
  expected: z.int(),
  received: z.int(),
  stored: z.int(),
  analyzed: z.int(),
  proposed: z.int(),
  written: z.int(),
  announced: z.int(),
  /** Of these, calls of the history: analyzed and followed, and by that neither proposed, written nor told. */
  history: z.int(),
  excluded: z.int(),
  keptOut: KeptOut.describe(
    'What of it is kept out why: marked as private, among our own people, outside the workspaces that are read.',
  ),
  gaps: z.int(),
});
export type LedgerDay = z.infer<typeof LedgerDay>;
