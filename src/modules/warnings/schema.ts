import { z } from 'zod';
import { WarningEvidence, WarningKind, WarningSeverity } from '#contracts';

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
