import type { Context } from '#platform/context';
import { buildOnce, type Database } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, asc, eq, type SQL, sql } from '#platform/sql';
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
  const seen = and(seenChangeSet(ctx), seenChange(ctx));
  const statement = seen === undefined ? anySet(ctx.db) : setWithChanges(ctx.db, seen);
  const found = await statement.execute({ workspaceId: ctx.workspaceId, changeSetId });
  // Few have no change that is seen.
  const set = found[0]?.set ?? (await loadSet(ctx, changeSetId));
  if (set === undefined) throw changeSetNotFound(changeSetId);
  return { set, rows: found.map(({ change }) => change) };
}

const anySet = buildOnce((db) => setWithChanges(db, undefined));

function setWithChanges(db: Database, seen: SQL | undefined) {
  const { workspaceId, id } = changeSets;
  return db
    .select({ set: changeSets, change: changes })
    .from(changeSets)
    .innerJoin(changes, and(eq(changes.changeSetId, id), eq(changes.workspaceId, workspaceId)))
    .where(and(eq(workspaceId, sql.placeholder('workspaceId')), eq(id, sql.placeholder('changeSetId')), seen))
    .orderBy(asc(changes.position))
    .prepare('');
}

async function loadSet(ctx: Context, changeSetId: string): Promise<ChangeSetRow | undefined> {
  const [set] = await ctx.db
    .select()
    .from(changeSets)
    .where(and(eq(changeSets.workspaceId, ctx.workspaceId), eq(changeSets.id, changeSetId), seenChangeSet(ctx)));
  return set;
}

/** Where those changes of a set stand that the actor sees, in their order. Throws `change.not-found`. */
export async function loadStates(ctx: Context, changeSetId: string): Promise<Pick<ChangeRow, 'id' | 'state'>[]> {
  const found = await ctx.db
    .select({ id: changes.id, state: changes.state })
    .from(changes)
    .where(and(eq(changes.workspaceId, ctx.workspaceId), eq(changes.changeSetId, changeSetId), seenChange(ctx)))
    .orderBy(asc(changes.position));
  // One without a change that is seen, or none.
  return found.length > 0 ? found : (await loadChangeSet(ctx, changeSetId)).rows;
}

export function changeSetNotFound(changeSetId: string): SophiaError {
  return notFound('change set', changeSetId);
}

function notFound(what: string, id: string): SophiaError {
  return new SophiaError('change.not-found', `Expected the id of a ${what} in this workspace, found ${id}.`);
}
