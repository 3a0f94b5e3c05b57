import { z } from 'zod';
import type { Answer, Exchange } from '../kit/index.ts';
import { problem } from './problem.ts';
import type { WeaviateObject, WeaviateState } from './state.ts';

const Batch = z.looseObject({
  objects: z
    .array(
      z.looseObject({
        class: z.string(),
        id: z.uuid(),
        tenant: z.string().default(''),
        properties: z.record(z.string(), z.unknown()).default({}),
        vector: z.array(z.number()).default([]),
      }),
    )
    .min(1),
});

/** Succeeds as a whole also where single objects failed: each says it for itself. */
export function batchObjects({ state, body, now }: Exchange<WeaviateState>): Answer {
  const parsed = Batch.safeParse(body);
  if (!parsed.success) return problem(422, z.prettifyError(parsed.error));
  const indexedAtMs = now.getTime() + state.settings.lagMs;
  const answers = parsed.data.objects.map(({ class: name, id, tenant, properties, vector }) => {
    const objects = state.classes[name]?.tenants[tenant];
    const fault =
      state.classes[name] === undefined
        ? `class '${name}' not found in schema`
        : objects === undefined
          ? `tenant not found: "${tenant}"`
          : faultOf({ vector, others: Object.values(objects) });
    if (fault === null && objects !== undefined) objects[id] = { id, properties, vector, indexedAtMs };
    const result =
      fault === null ? { status: 'SUCCESS' } : { status: 'FAILED', errors: { error: [{ message: fault }] } };
    return { class: name, id, tenant, properties, vector, result };
  });
  return { status: 200, body: answers };
}

function faultOf({ vector, others }: { vector: readonly number[]; others: readonly WeaviateObject[] }): string | null {
  const known = others[0]?.vector.length ?? vector.length;
  if (vector.length === known) return null;
  return `new node has a vector with length ${vector.length}. Existing nodes have vectors with length ${known}`;
}
