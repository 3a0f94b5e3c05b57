import { z } from 'zod';
import { Evidence, type Findings, type Transcript } from '#contracts';
import type { CuedSentence } from '#modules/analysis';

/** What of the CRM a call can speak against. */
export const StatementKind = z.enum([
  'close_date',
  'amount',
  'competitor',
  'next_step',
  'stage',
  'contact_left',
  'buying_role',
]);
export type StatementKind = z.infer<typeof StatementKind>;

/** How a value is meant: the day itself, a day before which nothing happens, an order for our own step to wait. */
export const Sense = z.enum(['is', 'not_before', 'put_off']);
export type Sense = z.infer<typeof Sense>;

/** What a call says of a field of the CRM, with the sentence that says it. */
export const Statement = z.strictObject({
  kind: StatementKind,
  sense: Sense,
  /** A day, a sum as a CRM keeps it, names, a step in the buyer's words, a state such as `choosing`. */
  value: z.string().min(1),
  /** Whom of the buyer's people it is about, by name; null where it is about the deal. */
  person: z.string().nullable(),
  evidence: Evidence,
  confidence: z.number().min(0).max(1),
});
export type Statement = z.infer<typeof Statement>;

/** A call as the rules of statements read it. */
export interface SaidCall {
  readonly transcript: Transcript;
  readonly findings: Findings;
  /** ISO 4217, of sums without another currency. */
  readonly currency: string;
  /** The day of the call. */
  readonly day: string;
  readonly sentences: readonly CuedSentence[];
}
