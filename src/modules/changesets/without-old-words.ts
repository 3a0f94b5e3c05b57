import { keptFromReaders } from '#modules/access';
import type { Context } from '#platform/context';
import { type SQL, sql } from '#platform/sql';
import type { ChangeRow } from './move-change.ts';

type Hidden = {
  readonly id: string;
  readonly old: boolean;
  readonly read_back: boolean;
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
export async function withoutOldWords(ctx: Context, rows: readonly ChangeRow[]): Promise<ToldChangeRow[]> {
  const ids = rows.filter((row) => isThere(row.oldValue) || isThere(row.readBackValue)).map(({ id }) => id);
  if (ids.length === 0) return [...rows];
  const { rows: found } = await ctx.db.execute<Hidden>(sql`select replacing.id,
      ${keptIn(ctx, sql`replacing.old_value`)} as old, ${keptIn(ctx, sql`replacing.read_back_value`)} as read_back
    from changes replacing
    where replacing.workspace_id = ${ctx.workspaceId} and replacing.id = any(${sql.param(ids)}::text[])`);
  const hidden = new Map(found.map((row) => [row.id, row]));
  return rows.map((row) => {
    const { old = false, read_back: readBack = false } = hidden.get(row.id) ?? {};
    return {
      ...row,
      ...(old ? { oldValue: null, oldValueKept: true } : {}),
      ...(readBack ? { readBackValue: null } : {}),
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
