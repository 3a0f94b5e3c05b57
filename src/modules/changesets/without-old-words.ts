import { keptFromReaders } from '#modules/access';
import type { Context } from '#platform/context';
import { type SQL, sql } from '#platform/sql';
import type { ChangeRow } from './move-change.ts';
import { withoutUnseenCalls } from './without-unseen-calls.ts';

type Hidden = {
  readonly id: string;
  readonly is_old: boolean;
};

/** A row of which something may not be told. */
export interface ToldChangeRow extends ChangeRow {
  readonly oldValueKept?: boolean;
}

/**
 * The changes as they may be told of: what one replaced, and what stood there after it, may be words of another call, which
 * are not there for whoever may not see that call. Where nobody asks, as for a card in a channel, of all calls only the one
 * that proposes the change is theirs. Only for telling: an undo puts the whole value back.
 */
export async function withoutOldWords(ctx: Context, found: readonly ChangeRow[]): Promise<ToldChangeRow[]> {
  const rows = await withoutUnseenCalls(ctx, found);
  const ids = rows.filter((row) => isThere(row.oldValue) || isThere(row.readBackValue)).map(({ id }) => id);
  if (ids.length === 0) return rows;
  // One condition for both values: twice as long, it would be planned anew each time, which costs more than all it reads.
  const { rows: hidden } = await ctx.db.execute<Hidden>(sql`select replacing.id, said.is_old
    from changes replacing cross join lateral
      (values (true, replacing.old_value), (false, replacing.read_back_value)) said(is_old, value)
    where replacing.workspace_id = ${ctx.workspaceId} and replacing.id = any(${sql.param(ids)}::text[])
      and said.value is not null and ${keptIn(ctx, sql`said.value`)}`);
  const oldOf = new Set(hidden.filter(({ is_old: isOld }) => isOld).map(({ id }) => id));
  const readBackOf = new Set(hidden.filter(({ is_old: isOld }) => !isOld).map(({ id }) => id));
  return rows.map((row) => {
    return {
      ...row,
      ...(oldOf.has(row.id) ? { oldValue: null, oldValueKept: true } : {}),
      ...(readBackOf.has(row.id) ? { readBackValue: null } : {}),
    };
  });
}

/** The condition under which a value of a change, under the name that it has in the query, is kept from whoever reads it. */
export function keptIn(ctx: Context, value: SQL): SQL {
  return keptFromReaders(ctx, {
    objectType: sql`replacing.target_type`,
    externalId: sql`replacing.target_id`,
    property: sql`replacing.property`,
    value,
    told: sql`(select told.call_id from change_sets told where told.id = replacing.change_set_id and told.call_id is not null)`,
  });
}

function isThere(value: string | null): boolean {
  return (value ?? '') !== '';
}
