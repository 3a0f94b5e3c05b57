import type { CrmSyncLogEntry } from '#contracts';
import type { Context } from '#platform/context';
import { and, eq, inArray, sql } from '#platform/sql';
import { changeValue } from './change-value.ts';
import type { ChangeRow } from './move-change.ts';
import { crmSyncLog } from './tables.ts';

type Status = CrmSyncLogEntry['status'];

interface Opening {
  readonly ctx: Context;
  readonly changes: readonly ChangeRow[];
  readonly status?: Status;
  /** What it does; what the change is about where it is not given. */
  readonly operation?: CrmSyncLogEntry['operation'];
}

/** Opens the line of an attempt for each change. What attempts that were broken off left open is closed first. */
export async function openAttempts({
  ctx,
  changes,
  status = 'started',
  operation,
}: Opening): Promise<ReadonlyMap<string, string>> {
  const now = ctx.clock.now();
  const ids = changes.map(({ id }) => id);
  await ctx.db
    .update(crmSyncLog)
    .set({
      status: 'failed',
      error: 'The attempt was broken off; the next one found out how it had ended.',
      endedAt: now,
    })
    .where(
      and(
        eq(crmSyncLog.workspaceId, ctx.workspaceId),
        inArray(crmSyncLog.changeId, ids),
        eq(crmSyncLog.status, 'started'),
      ),
    );
  const rows = changes.map((change) => ({
    id: ctx.ids.create('syncLogEntry'),
    workspaceId: ctx.workspaceId,
    at: now,
    sourceSystem: 'sophia',
    targetSystem: 'hubspot',
    ...entityOf(change),
    operation: operation ?? operationOf(change),
    data: dataOf(change),
    status,
    error: null,
    changeId: change.id,
    startedAt: now,
    endedAt: status === 'started' ? null : now,
  }));
  await ctx.db.insert(crmSyncLog).values(rows);
  return new Map(rows.map(({ changeId, id }) => [changeId, id]));
}

/** The same for one change. */
export async function openAttempt({
  ctx,
  change,
  ...options
}: Omit<Opening, 'changes'> & { readonly change: ChangeRow }): Promise<string> {
  const opened = await openAttempts({ ctx, changes: [change], ...options });
  return opened.get(change.id) ?? '';
}

/** How an attempt ended, and what it left. */
export interface EndedAttempt {
  readonly attemptId: string;
  readonly status: Status;
  readonly error: string | null;
  readonly entityId: string | null;
}

/** Closes the lines of several attempts. */
export async function closeAttempts({ ctx, ended }: { ctx: Context; ended: readonly EndedAttempt[] }): Promise<void> {
  if (ended.length === 0) return;
  const ids = sql.param(ended.map(({ attemptId }) => attemptId));
  const statuses = sql.param(ended.map(({ status }) => status));
  const errors = sql.param(ended.map(({ error }) => error));
  const entityIds = sql.param(ended.map(({ entityId }) => entityId));
  await ctx.db
    .update(crmSyncLog)
    .set({
      status: sql`ended.status`,
      error: sql`ended.error`,
      entityId: sql`coalesce(ended.entity_id, ${crmSyncLog.entityId})`,
      endedAt: ctx.clock.now(),
    })
    .from(
      sql`unnest(${ids}::text[], ${statuses}::text[], ${errors}::text[], ${entityIds}::text[])
        as ended (id, status, error, entity_id)`,
    )
    .where(and(eq(crmSyncLog.workspaceId, ctx.workspaceId), sql`${crmSyncLog.id} = ended.id`));
}

/** Closes the line of one attempt. */
export function closeAttempt({ ctx, ...ended }: EndedAttempt & { readonly ctx: Context }): Promise<void> {
  return closeAttempts({ ctx, ended: [ended] });
}

function entityOf({ action, targetType, targetId }: ChangeRow): { entityType: string; entityId: string | null } {
  if (action.type === 'create_activity') return { entityType: action.objectType, entityId: null };
  if (action.type === 'create_property') return { entityType: 'property', entityId: action.name };
  return { entityType: targetType ?? 'property', entityId: targetId };
}

function dataOf(change: ChangeRow): unknown {
  const { action } = change;
  if (action.type !== 'set_property') return action;
  return { property: action.property, from: change.oldValue, to: changeValue(change) };
}

function operationOf({ action }: ChangeRow): CrmSyncLogEntry['operation'] {
  return action.type === 'create_activity' || action.type === 'create_property' ? 'create' : 'update';
}
