import { authorise } from '#modules/access';
import type { Context, Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, desc, eq, gte, isNull, type SQL, sql } from '#platform/sql';
import { ListDuplicatesInput } from '../schema.ts';
import { crmDuplicates } from '../tables.ts';
import { type DuplicateListing, readPairs } from './read-pairs.ts';
import { seenPair } from './seen-pair.ts';

/** Pairs that seem to be one record, the surest first; those of which the actor sees both. */
export async function listDuplicates({ ctx, input }: Verb<ListDuplicatesInput>): Promise<DuplicateListing[]> {
  authorise({ ctx, action: 'duplicate.read', resource: { type: 'duplicate', id: null } });
  const asked = parseInput({ schema: ListDuplicatesInput, input, what: 'a listing of duplicates' });
  const { objectType, state, limit, changeSetId, leastConfidence, neverProposed, after = null } = asked;
  const rows = await ctx.db
    .select()
    .from(crmDuplicates)
    .where(
      and(
        eq(crmDuplicates.workspaceId, ctx.workspaceId),
        objectType === null ? undefined : eq(crmDuplicates.objectType, objectType),
        state === null ? undefined : eq(crmDuplicates.state, state),
        changeSetId === undefined ? undefined : eq(crmDuplicates.changeSetId, changeSetId),
        leastConfidence === undefined ? undefined : gte(crmDuplicates.confidence, leastConfidence),
        after === null ? undefined : lessSureThan(ctx, after),
        neverProposed === true ? isNull(crmDuplicates.changeSetId) : undefined,
        seenPair(ctx),
      ),
    )
    .orderBy(desc(crmDuplicates.confidence), crmDuplicates.id)
    .limit(limit);
  return readPairs({ ctx, rows });
}

/** Those behind one in the order of the list. */
function lessSureThan(ctx: Context, id: string): SQL {
  const { confidence, id: ownId } = crmDuplicates;
  const last = sql`select -d.confidence, d.id from ${crmDuplicates} d where d.workspace_id = ${ctx.workspaceId} and d.id = ${id}`;
  return sql`(-${confidence}, ${ownId}) > (${last})`;
}
