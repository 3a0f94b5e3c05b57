import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { olderThan } from '#platform/db';
import { eq, gte, inArray, type SQL } from '#platform/sql';
import { loadContradictions } from './load-contradictions.ts';
import type { Contradiction, ContradictionState } from './schema.ts';
import { contradictions } from './tables.ts';

export interface ListContradictionsInput {
  readonly state: ContradictionState | null;
  readonly recordId: string | null;
  /** Only those that are tied to one of these changes. */
  readonly changeIds?: readonly string[];
  readonly foundSince?: Date;
  readonly limit: number;
  /** The id behind which the list goes on. */
  readonly after?: string | null;
}

/** Where calls say another thing than the CRM, the newest first. */
export async function listContradictions({
  ctx,
  input,
}: Verb<ListContradictionsInput>): Promise<{ contradictions: Contradiction[] }> {
  authorise({ ctx, action: 'contradiction.read', resource: { type: 'contradiction', id: null } });
  const { state, recordId, changeIds, foundSince, limit, after = null } = input;
  const conditions: SQL[] = [];
  if (state !== null) conditions.push(eq(contradictions.state, state));
  if (recordId !== null) conditions.push(eq(contradictions.recordId, recordId));
  if (changeIds !== undefined) conditions.push(inArray(contradictions.changeId, [...changeIds]));
  if (foundSince !== undefined) conditions.push(gte(contradictions.foundAt, foundSince));
  const older = olderThan({ ctx, table: contradictions, at: contradictions.foundAt, id: after });
  if (older !== undefined) conditions.push(older);
  return { contradictions: await loadContradictions({ ctx, where: conditions, limit }) };
}
