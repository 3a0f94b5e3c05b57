import type { Verb } from '#platform/context';
import { and, eq } from '#platform/sql';
import { seenChange } from './seen-change.ts';
import { changes } from './tables.ts';

/** The properties that a setup has made, such as `deal.next_steps`. */
export async function propertiesMadeBy({
  ctx,
  changeSetId,
}: Pick<Verb<never>, 'ctx'> & { changeSetId: string }): Promise<ReadonlySet<string>> {
  const rows = await ctx.db
    .select({ action: changes.action })
    .from(changes)
    .where(
      and(
        eq(changes.workspaceId, ctx.workspaceId),
        eq(changes.changeSetId, changeSetId),
        eq(changes.state, 'applied'),
        seenChange(ctx),
      ),
    );
  return new Set(
    rows.flatMap(({ action }) => (action.type === 'create_property' ? [`${action.objectType}.${action.name}`] : [])),
  );
}
