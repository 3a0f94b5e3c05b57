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
  const isAsked = and(eq(changeSets.workspaceId, ctx.workspaceId), eq(changeSets.id, changeSetId), seenChangeSet(ctx));
  const found = await ctx.db
    .select({ set: changeSets, change: changes })
    .from(changeSets)
    .innerJoin(changes, and(eq(changes.changeSetId, changeSets.id), eq(changes.workspaceId, changeSets.workspaceId)))
    .where(and(isAsked, seenChange(ctx)))
    .orderBy(asc(changes.position));
  // Few have no change that is seen.
  const set = found[0]?.set ?? (await ctx.db.select().from(changeSets).where(isAsked))[0];
  if (set === undefined) throw notFound('change set', changeSetId);
  return { set, rows: found.map(({ change }) => change) };
}

function notFound(what: string, id: string): SophiaError {
  return new SophiaError('change.not-found', `Expected the id of a ${what} in this workspace, found ${id}.`);
}
