import { z } from 'zod';

export const RefusalReason = z.enum([
  'quote_not_found',
  'turn_not_found',
  'range_mismatch',
  'speaker_mismatch',
  'negation_cut',
  'negation_added',
  'hedge_cut',
  'wrong_side',
  'number_not_in_quote',
  'date_not_in_quote',
  'name_not_in_quote',
  'malformed',
]);
export type RefusalReason = z.infer<typeof RefusalReason>;

/** A claim that the verifier did not pass. What it said is kept so that a person can look. */
export const RefusedClaim = z.strictObject({
  field: z.string().min(1),
  reason: RefusalReason,
  quote: z.string(),
  turn: z.int().nullable(),
  detail: z.string(),
});
export type RefusedClaim = z.infer<typeof RefusedClaim>;

export const Verification = z.strictObject({
  proposed: z.int().min(0),
  kept: z.int().min(0),
  refused: z.array(RefusedClaim),
  refusedByReason: z.partialRecord(RefusalReason, z.int().min(1)),
});
export type Verification = z.infer<typeof Verification>;
