import { z } from 'zod';

/** An index as the control plane describes it. */
export const PineconeIndex = z.object({
  name: z.string(),
  dimension: z.number().nullish(),
  metric: z.string(),
  host: z.string().min(1),
  tags: z.record(z.string(), z.string()).nullish(),
  status: z.object({ ready: z.boolean(), state: z.string() }),
});
export type PineconeIndex = z.infer<typeof PineconeIndex>;

export const PineconeMatches = z.object({
  matches: z.array(z.object({ id: z.string(), score: z.number().nullish() })).nullish(),
});

export const PineconeListing = z.object({
  vectors: z.array(z.object({ id: z.string() })).nullish(),
  pagination: z.object({ next: z.string().nullish() }).nullish(),
});

/** Control plane: `{ status, error: { code, message } }`; data plane: `{ code, message }` as gRPC has it. */
export const PineconeProblem = z.union([
  z.object({ error: z.object({ code: z.string(), message: z.string() }) }).transform(({ error }) => error),
  z.object({ message: z.string() }).transform(({ message }) => ({ code: null, message })),
]);

export const Anything = z.unknown();
