import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { inArray } from '#platform/sql';
import { loadContradictions } from './load-contradictions.ts';
import type { Contradiction } from './schema.ts';
import { contradictions } from './tables.ts';

/** The contradictions with these ids, by id; one that is not there or not seen is absent. */
export async function listContradictionsById({
  ctx,
  input,
}: Verb<{ contradictionIds: readonly string[] }>): Promise<ReadonlyMap<string, Contradiction>> {
  authorise({ ctx, action: 'contradiction.read', resource: { type: 'contradiction', id: null } });
  const ids = [...input.contradictionIds];
  if (ids.length === 0) return new Map();
  const found = await loadContradictions({ ctx, where: [inArray(contradictions.id, ids)], limit: ids.length });
  return new Map(found.map((contradiction) => [contradiction.contradictionId, contradiction]));
}
