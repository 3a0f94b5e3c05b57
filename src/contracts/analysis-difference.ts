import { z } from 'zod';
import { Side } from './side.ts';

const DifferingClaim = z.strictObject({
  /** The list it stands in, such as `commitments` or `qualification.bant.budget`. */
  list: z.string(),
  quote: z.string(),
  turn: z.int(),
  speaker: z.string(),
  side: Side,
  rule: z.string().nullable(),
});

/** What one analysis of a call found and another did not. */
export const AnalysisDifference = z.strictObject({
  before: z.strictObject({ analysisId: z.string(), callVersion: z.int(), engine: z.string() }),
  after: z.strictObject({ analysisId: z.string(), callVersion: z.int(), engine: z.string() }),
  added: z.array(DifferingClaim),
  removed: z.array(DifferingClaim),
  unchanged: z.int(),
});
export type AnalysisDifference = z.infer<typeof AnalysisDifference>;
