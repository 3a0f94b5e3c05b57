import { z } from 'zod';

export const WeaviateClass = z.object({ class: z.string(), description: z.string().nullish() });

const Errors = z.object({ error: z.array(z.object({ message: z.string().nullish() })).nullish() });

/** Each object with what came of it: a batch succeeds as a whole also where some failed. */
export const WeaviateBatch = z.array(
  z.object({ result: z.object({ status: z.string().nullish(), errors: Errors.nullish() }).nullish() }),
);

export const WeaviateDeleted = z.object({ results: z.object({ failed: z.number().nullish() }).nullish() });

export const WeaviateObjects = z.object({
  objects: z
    .array(z.object({ id: z.string(), properties: z.object({ chunk_id: z.int().nullish() }).nullish() }))
    .nullish(),
});

const NearObject = z.object({
  chunk_id: z.int(),
  _additional: z.object({ distance: z.number().nullish() }),
});
export type NearObject = z.infer<typeof NearObject>;

/** GraphQL answers 200 also where it failed. */
export const WeaviateAnswer = z.object({
  data: z.object({ Get: z.record(z.string(), z.array(NearObject).nullish()).nullish() }).nullish(),
  errors: z.array(z.object({ message: z.string() })).nullish(),
});

/** `{ "error": [{ "message": "…" }] }`, or from the layer of sign-in `{ "code", "message" }`. */
export const WeaviateProblem = z.union([
  z.object({ message: z.string() }).transform(({ message }) => message),
  Errors.transform(({ error }) => error?.[0]?.message ?? null),
]);
