import { z } from 'zod';

/** A frozen position as a query of ours gives it. */
export const StandingRow = z.object({
  state: z.enum(['open', 'won', 'lost']),
  stageId: z.string().nullable(),
  pipelineId: z.string().nullable(),
  probability: z.number().nullable(),
  amountMinor: z.int().nullable(),
  currency: z.string(),
});
