import { noProperty } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { and, eq, inArray, ne } from '#platform/sql';
import { moveChange } from './move-change.ts';
import { propertiesMadeBy } from './properties-made-by.ts';
import { changeSets, changes } from './tables.ts';

const reason = 'The CRM has the property now: what the call says of it was planned again.';

/** A call that was planned again. */
export interface PlannedAgain {
  readonly callId: string;
  /** What was proposed; null where nothing was. */
  readonly changeSetId: string | null;
  /** The identities of what is not proposed, for another reason. */
  readonly turnedDown: readonly string[];
}

/**
 * Ends what waited in these calls for a property that this setup has made, and was proposed or turned down since; what
 * was not planned again waits on. Doing it twice changes nothing.
 */
export async function endWithoutProperty({
  ctx,
  input,
}: Verb<{ changeSetId: string; planned: readonly PlannedAgain[] }>): Promise<{ ended: number }> {
  authorise({ ctx, action: 'change_set.propose', resource: { type: 'change_set', id: input.changeSetId } });
  const { changeSetId, planned } = input;
  const made = await propertiesMadeBy({ ctx, changeSetId });
  if (made.size === 0 || planned.length === 0) return { ended: 0 };
  return transact({ ctx }, async (inner) => {
    const answered = await answeredIn({ ctx: inner, planned });
    const rows = await inner.db
      .select({ change: changes, callId: changeSets.callId })
      .from(changes)
      .innerJoin(changeSets, eq(changeSets.id, changes.changeSetId))
      .where(
        and(
          eq(changes.workspaceId, inner.workspaceId),
          eq(changes.state, 'refused'),
          eq(changes.policyRule, noProperty),
          inArray(
            changeSets.callId,
            planned.map(({ callId }) => callId),
          ),
        ),
      )
      .for('update', { of: changes });
    const ending = rows.filter(
      ({ change, callId }) =>
        made.has(`${change.targetType}.${change.property}`) && answered.has(`${callId} ${change.identity}`),
    );
    for (const { change } of ending) await moveChange({ ctx: inner, change, to: 'expired', reason });
    for (const id of new Set(ending.map(({ change }) => change.changeSetId))) {
      await audit({ ctx: inner, action: 'change_set.expired', resource: { type: 'change_set', id } });
    }
    return { ended: ending.length };
  });
}

/** Each identity with its call, of which something stands in the set that was proposed, or was said why not. */
async function answeredIn({
  ctx,
  planned,
}: {
  ctx: Context;
  planned: readonly PlannedAgain[];
}): Promise<ReadonlySet<string>> {
  const proposed = await ctx.db
    .select({ callId: changeSets.callId, identity: changes.identity })
    .from(changes)
    .innerJoin(changeSets, eq(changeSets.id, changes.changeSetId))
    .where(
      and(
        eq(changes.workspaceId, ctx.workspaceId),
        inArray(
          changes.changeSetId,
          planned.flatMap(({ changeSetId }) => changeSetId ?? []),
        ),
        ne(changes.policyRule, noProperty),
      ),
    );
  const turnedDown = planned.flatMap(({ callId, turnedDown: identities }) =>
    identities.map((identity) => ({ callId, identity })),
  );
  return new Set([...proposed, ...turnedDown].map(({ callId, identity }) => `${callId} ${identity}`));
}
