import { noProperty } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { and, eq, inArray } from '#platform/sql';
import { moveChange } from './move-change.ts';
import { propertiesMadeBy } from './properties-made-by.ts';
import { changeSets, changes } from './tables.ts';

const reason = 'The CRM has the property now: what the call says of it was planned again.';

/** Ends what waited in these calls for a property that this setup has made. Doing it twice changes nothing. */
export async function endWithoutProperty({
  ctx,
  input,
}: Verb<{ changeSetId: string; callIds: readonly string[] }>): Promise<{ ended: number }> {
  authorise({ ctx, action: 'change_set.propose', resource: { type: 'change_set', id: input.changeSetId } });
  const { changeSetId, callIds } = input;
  const made = await propertiesMadeBy({ ctx, changeSetId });
  if (made.size === 0 || callIds.length === 0) return { ended: 0 };
  return transact({ ctx }, async (inner) => {
    const rows = await inner.db
      .select({ change: changes })
      .from(changes)
      .innerJoin(changeSets, eq(changeSets.id, changes.changeSetId))
      .where(
        and(
          eq(changes.workspaceId, inner.workspaceId),
          eq(changes.state, 'refused'),
          eq(changes.policyRule, noProperty),
          inArray(changeSets.callId, [...callIds]),
        ),
      )
      .for('update', { of: changes });
    const ending = rows.filter(({ change }) => made.has(`${change.targetType}.${change.property}`));
    for (const { change } of ending) await moveChange({ ctx: inner, change, to: 'expired', reason });
    for (const id of new Set(ending.map(({ change }) => change.changeSetId))) {
      await audit({ ctx: inner, action: 'change_set.expired', resource: { type: 'change_set', id } });
    }
    return { ended: ending.length };
  });
}
