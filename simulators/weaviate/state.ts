import { z } from 'zod';

const WeaviateObject = z.strictObject({
  id: z.string(),
  properties: z.record(z.string(), z.unknown()),
  vector: z.array(z.number()),
  /** From when on it is found by its vector; it is listed at once. */
  indexedAtMs: z.number(),
});
export type WeaviateObject = z.infer<typeof WeaviateObject>;

const WeaviateClass = z.strictObject({
  class: z.string(),
  description: z.string(),
  definition: z.record(z.string(), z.unknown()),
  /** Objects by id, under the name of their tenant. */
  tenants: z.record(z.string(), z.record(z.string(), WeaviateObject)),
});
export type WeaviateClass = z.infer<typeof WeaviateClass>;

/** What `POST /_control/settings` changes. */
export const WeaviateSettings = z.strictObject({
  /** How long the vector index lags behind, as it does where it is built asynchronously. */
  lagMs: z.int().min(0),
});

export const WeaviateState = z.strictObject({
  classes: z.record(z.string(), WeaviateClass),
  settings: WeaviateSettings,
});
export type WeaviateState = z.infer<typeof WeaviateState>;

/** QUERY_MAXIMUM_RESULTS, where nothing else is set. */
export const mostAtOnce = 10_000;

export function emptyState(previous: WeaviateState | null): WeaviateState {
  return { classes: {}, settings: previous?.settings ?? { lagMs: 400 } };
}
