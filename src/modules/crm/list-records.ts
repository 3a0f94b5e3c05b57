import { authorise } from '#modules/access';
import type { Context, Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, asc, eq, gt, or, type SQL, sql } from '#platform/sql';
import { liveRecord } from './live-record.ts';
import { recordConditions } from './record-conditions.ts';
import { type CrmRecordRow, ListRecordsInput } from './schema.ts';
import { crmRecords } from './tables.ts';
import { toRecordRows } from './to-record-row.ts';

const sortName = sql<string>`coalesce(${crmRecords.name}, '')`;

/** Records that are there, by name, a page at a time. */
export async function listRecords({
  ctx,
  input,
}: Verb<ListRecordsInput>): Promise<{ records: CrmRecordRow[]; cursor: string | null }> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const asked = parseInput({ schema: ListRecordsInput, input, what: 'a listing of records' });
  const { objectType, limit } = asked;
  const rows = await ctx.db
    .select()
    .from(crmRecords)
    .where(and(liveRecord({ ctx, objectType }), ...recordConditions({ ctx, asked }), await afterCursor({ ctx, asked })))
    .orderBy(asc(sortName), asc(crmRecords.id))
    .limit(limit + 1);
  const shown = rows.slice(0, limit);
  return {
    records: await toRecordRows(shown, ctx),
    cursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

/** The cursor is the last record that was shown; one that is gone meanwhile keeps its place. */
async function afterCursor({ ctx, asked }: { ctx: Context; asked: ListRecordsInput }): Promise<SQL | undefined> {
  if (asked.cursor === null) return undefined;
  const [last] = await ctx.db
    .select({ id: crmRecords.id, name: sortName })
    .from(crmRecords)
    .where(and(eq(crmRecords.workspaceId, ctx.workspaceId), eq(crmRecords.id, asked.cursor)));
  if (last === undefined) return sql`false`;
  return or(sql`${sortName} > ${last.name}`, and(sql`${sortName} = ${last.name}`, gt(crmRecords.id, last.id)));
}
