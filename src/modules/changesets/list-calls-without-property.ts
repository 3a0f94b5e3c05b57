import { noProperty } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, desc, eq, gte, isNotNull } from '#platform/sql';
import { propertiesMadeBy } from './properties-made-by.ts';
import { seenChange } from './seen-change.ts';
import { changeSets, changes } from './tables.ts';

const mostCalls = 200;

/**
 * The calls of which something was refused since `since` for want of a property that this setup has made; those that
 * were proposed from last come first. With what it has made so far, such as `deal.next_steps`, in order.
 */
export async function listCallsWithoutProperty({
  ctx,
  input,
}: Verb<{ changeSetId: string; since: Date }>): Promise<{ callIds: string[]; made: string[] }> {
  authorise({ ctx, action: 'change_set.read', resource: { type: 'change_set', id: input.changeSetId } });
  const made = await propertiesMadeBy({ ctx, changeSetId: input.changeSetId });
  if (made.size === 0) return { callIds: [], made: [] };
  const rows = await ctx.db
    .select({ callId: changeSets.callId, objectType: changes.targetType, property: changes.property })
    .from(changes)
    .innerJoin(changeSets, eq(changeSets.id, changes.changeSetId))
    .where(
      and(
        eq(changes.workspaceId, ctx.workspaceId),
        eq(changes.state, 'refused'),
        eq(changes.policyRule, noProperty),
        isNotNull(changeSets.callId),
        gte(changeSets.proposedAt, input.since),
        seenChange(ctx),
      ),
    )
    .orderBy(desc(changeSets.proposedAt), desc(changeSets.id));
  const callIds = rows.flatMap(({ callId, objectType, property }) =>
    callId !== null && made.has(`${objectType}.${property}`) ? [callId] : [],
  );
  return { callIds: [...new Set(callIds)].slice(0, mostCalls), made: [...made].toSorted() };
}
