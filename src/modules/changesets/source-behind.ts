import type { CrmPropertyChange, CrmReference } from '#contracts';
import type { Context } from '#platform/context';
import { and, desc, eq, inArray } from '#platform/sql';
import { changeValue } from './change-value.ts';
import type { ValueType } from './policy/policy.ts';
import { changes } from './tables.ts';
import { sameValue } from './values/same-value.ts';

/**
 * Who a value belongs to. An entry of ours need not hold a value of ours: an undo, and the putting back of what a
 * person wrote in between, leave the value of somebody else under our name.
 */
export async function sourceBehind({
  ctx,
  target,
  last,
  type,
}: {
  ctx: Context;
  target: CrmReference;
  last: CrmPropertyChange;
  type: ValueType;
}): Promise<string> {
  if (last.source !== 'sophia') return last.source;
  const rows = await ctx.db
    .select()
    .from(changes)
    .where(
      and(
        eq(changes.workspaceId, ctx.workspaceId),
        eq(changes.targetType, target.objectType),
        eq(changes.targetId, target.externalId),
        eq(changes.property, last.property),
        inArray(changes.state, ['applied', 'undone', 'undo_refused']),
      ),
    )
    .orderBy(desc(changes.appliedAt));
  const isWritten = rows.some(
    (row) => row.state !== 'undone' && sameValue({ type, left: changeValue(row), right: last.value }),
  );
  if (isWritten) return last.source;
  const undone = rows.find(
    (row) => row.state === 'undone' && sameValue({ type, left: row.oldValue, right: last.value }),
  );
  return undone?.oldValueSource ?? 'person';
}
