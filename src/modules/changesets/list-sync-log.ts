import { CrmSyncLogEntry, wordsOfAnotherCall } from '#contracts';
import { authorise } from '#modules/access';
import type { Context, Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, desc, eq, getTableColumns, lt, type SQL, sql } from '#platform/sql';
import { ListSyncLogInput } from './schema.ts';
import { ofSeenChange } from './seen-change.ts';
import { crmSyncLog } from './tables.ts';
import { keptIn } from './without-old-words.ts';

export interface SyncLogLine extends CrmSyncLogEntry {
  readonly entryId: string;
  readonly changeId: string | null;
  /** What was sent, or would have been. */
  readonly data: unknown;
  readonly startedAt: string;
  readonly endedAt: string | null;
}

/** Every attempt to bring something into the CRM, newest first. */
export async function listSyncLog({
  ctx,
  input,
}: Verb<ListSyncLogInput>): Promise<{ entries: SyncLogLine[]; more: boolean }> {
  authorise({ ctx, action: 'change_set.read', resource: { type: 'change_set', id: null } });
  const asked = parseInput({ schema: ListSyncLogInput, input, what: 'what to list of the sync log' });
  const { limit, beforeId, entityType, entityId, status } = asked;
  const conditions: SQL[] = [eq(crmSyncLog.workspaceId, ctx.workspaceId)];
  const seen = ofSeenChange(ctx, crmSyncLog.changeId);
  if (seen !== undefined) conditions.push(seen);
  if (beforeId !== null) conditions.push(lt(crmSyncLog.id, beforeId));
  if (entityType !== undefined) conditions.push(eq(crmSyncLog.entityType, entityType));
  if (entityId !== undefined) conditions.push(eq(crmSyncLog.entityId, entityId));
  if (status !== undefined) conditions.push(eq(crmSyncLog.status, status));
  const rows = await ctx.db
    .select({ ...getTableColumns(crmSyncLog), data: toldData(ctx) })
    .from(crmSyncLog)
    .where(and(...conditions))
    .orderBy(desc(crmSyncLog.id))
    .limit(limit + 1);
  return { entries: rows.slice(0, limit).map(toLine), more: rows.length > limit };
}

/** What a write replaced is named where it is words of another call that are kept from whoever reads it. */
function toldData(ctx: Context): SQL<unknown> {
  const replaced = sql`(crm_sync_log.data ->> 'from')`;
  return sql`case when ${replaced} <> '' and exists (select from changes replacing
      where replacing.workspace_id = ${ctx.workspaceId} and replacing.id = crm_sync_log.change_id and ${keptIn(ctx, replaced)})
    then crm_sync_log.data || ${JSON.stringify({ from: wordsOfAnotherCall })}::jsonb else crm_sync_log.data end`;
}

function toLine(row: typeof crmSyncLog.$inferSelect): SyncLogLine {
  const { at, sourceSystem, targetSystem, entityType, entityId, operation, status, error } = row;
  const entry = { at: at.toISOString(), sourceSystem, targetSystem, entityType, entityId, operation, status, error };
  return {
    ...CrmSyncLogEntry.parse(entry),
    entryId: row.id,
    changeId: row.changeId,
    data: row.data,
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
