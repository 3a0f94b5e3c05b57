import { z } from 'zod';

export const WarningKind = z.enum([
  'no_activity',
  'no_next_step',
  'close_date_passed',
  'close_date_pushed',
  'stuck_in_stage',
  'single_threaded',
  'champion_left',
  'ghosted',
]);
export type WarningKind = z.infer<typeof WarningKind>;

export const WarningSeverity = z.enum(['low', 'medium', 'high']);
export type WarningSeverity = z.infer<typeof WarningSeverity>;

/** What a warning stands on: words, a value that was set, a call, or an activity in the CRM. */
export const WarningEvidence = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('quote'),
    callId: z.string(),
    quote: z.string(),
    speaker: z.string(),
    turn: z.int(),
    startMs: z.int().nullable(),
  }),
  z.strictObject({
    type: z.literal('change'),
    property: z.string(),
    value: z.string().nullable(),
    at: z.iso.datetime(),
    source: z.string(),
  }),
  z.strictObject({ type: z.literal('call'), callId: z.string(), title: z.string().nullable(), at: z.iso.datetime() }),
  z.strictObject({
    type: z.literal('activity'),
    kind: z.string(),
    externalId: z.string(),
    at: z.iso.datetime(),
    direction: z.string().nullable(),
  }),
]);
export type WarningEvidence = z.infer<typeof WarningEvidence>;

/** Something about a deal that somebody should look at. */
export const DealWarning = z.strictObject({
  warningId: z.string(),
  /** The deal in the mirror of the CRM. */
  recordId: z.string(),
  deal: z.string().nullable(),
  kind: WarningKind,
  severity: WarningSeverity,
  explanation: z.string(),
  evidence: z.array(WarningEvidence),
  raisedAt: z.iso.datetime(),
  clearedAt: z.iso.datetime().nullable(),
  clearedBecause: z.string().nullable(),
});
export type DealWarning = z.infer<typeof DealWarning>;

/** One that was not there before. */
export interface RaisedWarning {
  readonly warningId: string;
  readonly recordId: string;
  readonly severity: WarningSeverity;
}

export const ListWarningsInput = z.strictObject({
  /** Null for all deals. */
  recordId: z.string().min(1).nullable(),
  /** Null for every kind. */
  kind: WarningKind.nullable(),
  /** Those that stand; with false also those that were cleared. */
  standing: z.boolean(),
  limit: z.int().min(1).max(500),
  /** The id behind which the list goes on. */
  after: z.string().min(1).nullable().optional(),
});
export type ListWarningsInput = z.infer<typeof ListWarningsInput>;
