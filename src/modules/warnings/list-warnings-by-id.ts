import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { inArray } from '#platform/sql';
import { loadWarnings } from './load-warnings.ts';
import type { DealWarning } from './schema.ts';
import { dealWarnings } from './tables.ts';

/** The warnings with these ids, by id; one that is not there or not seen is absent. */
export async function listWarningsById({
  ctx,
  input,
}: Verb<{ warningIds: readonly string[] }>): Promise<ReadonlyMap<string, DealWarning>> {
  authorise({ ctx, action: 'warning.read', resource: { type: 'warning', id: null } });
  const ids = [...input.warningIds];
  if (ids.length === 0) return new Map();
  const found = await loadWarnings({ ctx, where: [inArray(dealWarnings.id, ids)], limit: ids.length });
  return new Map(found.map((warning) => [warning.warningId, warning]));
}
