import { z } from 'zod';

/** What a model is told to answer to a request that offers tools: which of them it calls, with what. */
export const PlannedAnswer = z.strictObject({
  calls: z.array(z.strictObject({ name: z.string().min(1), input: z.unknown() })).min(1),
});
export type PlannedAnswer = z.infer<typeof PlannedAnswer>;
