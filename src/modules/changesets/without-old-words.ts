import { keptWords } from '#modules/access';
import type { Context } from '#platform/context';
import { sql } from '#platform/sql';
import type { ChangeRow } from './move-change.ts';

/**
 * The changes as the actor may be told of them: what one replaced may be words of another call, which are not there for
 * whoever may not see that call. Only for telling: an undo puts the whole value back.
 */
export async function withoutOldWords<Row extends ChangeRow>(ctx: Context, rows: readonly Row[]): Promise<Row[]> {
  const kept = keptWords(ctx, {
    objectType: sql`replacing.target_type`,
    externalId: sql`replacing.target_id`,
    property: sql`replacing.property`,
    value: sql`replacing.old_value`,
  });
  const ids = rows.filter(({ oldValue }) => (oldValue ?? '') !== '').map(({ id }) => id);
  if (kept === undefined || ids.length === 0) return [...rows];
  const answer = await ctx.db.execute<{ id: string }>(sql`select replacing.id from changes replacing
    where replacing.workspace_id = ${ctx.workspaceId} and replacing.id = any(${sql.param(ids)}::text[]) and ${kept}`);
  const hidden = new Set(answer.rows.map(({ id }) => id));
  return rows.map((row) => (hidden.has(row.id) ? { ...row, oldValue: null } : row));
}
