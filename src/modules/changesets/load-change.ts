import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { and, asc, eq } from '#platform/sql';
import type { ChangeRow } from './move-change.ts';
import { seenChange, seenChangeSet } from './seen-change.ts';
import { changeSets, changes } from './tables.ts';

export type ChangeSetRow = typeof changeSets.$inferSelect;

/** One change with its set, as far as the actor sees it. Throws `change.not-found`. */
export async function loadChange(ctx: Context, changeId: string): Promise<{ change: ChangeRow; set: ChangeSetRow }> {
  const [row] = await ctx.db
    .select({ change: changes, set: changeSets })
    .from(changes)
    .innerJoin(changeSets, eq(changeSets.id, changes.changeSetId))
    .where(and(eq(changes.workspaceId, ctx.workspaceId), eq(changes.id, changeId), seenChange(ctx)));
  if (row === undefined) throw notFound('change', changeId);
  return row;
}

/** A set with those of its changes that the actor sees, in their order. Throws `change.not-found`. */
export async function loadChangeSet(
  ctx: Context,
  changeSetId: string,
): Promise<{ set: ChangeSetRow; rows: ChangeRow[] }> {
  const [set] = await ctx.db
    .select()
    .from(changeSets)
    .where(and(eq(changeSets.workspaceId, ctx.workspaceId), eq(changeSets.id, changeSetId), seenChangeSet(ctx)));
  if (set === undefined) throw notFound('change set', changeSetId);
  const rows = await ctx.db
    .select()
    .from(changes)
    .where(and(eq(changes.workspaceId, ctx.workspaceId), eq(changes.changeSetId, changeSetId), seenChange(ctx)))
    .orderBy(asc(changes.position));
  return { set, rows };
}

function notFound(what: string, id: string): SophiaError {
  return new SophiaError('change.not-found', `Expected the id of a ${what} in this workspace, found ${id}.`);
}
