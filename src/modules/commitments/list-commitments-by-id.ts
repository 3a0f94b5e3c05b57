import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { inArray } from '#platform/sql';
import { loadCommitments } from './load-commitments.ts';
import type { TrackedCommitment } from './schema.ts';
import { commitments } from './tables.ts';

/** The promises with these ids, by id; one that is not there or not seen is absent. */
export async function listCommitmentsById({
  ctx,
  input,
}: Verb<{ commitmentIds: readonly string[] }>): Promise<ReadonlyMap<string, TrackedCommitment>> {
  authorise({ ctx, action: 'commitment.read', resource: { type: 'commitment', id: null } });
  const ids = [...input.commitmentIds];
  if (ids.length === 0) return new Map();
  const found = await loadCommitments({ ctx, where: [inArray(commitments.id, ids)], limit: ids.length });
  return new Map(found.map((commitment) => [commitment.commitmentId, commitment]));
}
