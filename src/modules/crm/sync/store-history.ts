import type { CrmPropertyChange, CrmRecordWithHistory } from '#contracts';
import type { Context } from '#platform/context';
import { sql } from '#platform/sql';
import { crmPropertyChanges } from '../tables.ts';

const rowsPerStatement = 2000;

/**
 * Appends what the history of the records says and is not yet there. Who did it may become clearer later. The rows go
 * as one value: a parameter for each field would take longer to write than to store.
 */
export async function storeHistory({
  ctx,
  records,
  recordIds,
}: {
  ctx: Context;
  records: readonly CrmRecordWithHistory[];
  recordIds: ReadonlyMap<string, string>;
}): Promise<void> {
  const rows = records.flatMap(({ externalId, history }) => {
    const recordId = recordIds.get(externalId);
    return recordId === undefined ? [] : toRows({ recordId, history });
  });
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    const part = JSON.stringify(rows.slice(start, start + rowsPerStatement));
    await ctx.db.execute(sql`
      insert into ${crmPropertyChanges}
        (workspace_id, record_id, property, at, position, value, source, source_type, source_id, user_id)
      select ${ctx.workspaceId}, part.* from jsonb_to_recordset(${part}::jsonb) as part (
        record_id text, property text, at timestamptz, position integer, value text,
        source text, source_type text, source_id text, user_id text)
      on conflict (record_id, property, at, position) do update set source = excluded.source
      where ${crmPropertyChanges}.source <> excluded.source`);
  }
}

/** Oldest first; of changes of one property in one instant, each gets its place. */
function toRows({
  recordId,
  history,
}: {
  recordId: string;
  history: readonly CrmPropertyChange[];
}): Readonly<Record<string, string | number | null>>[] {
  const counts = new Map<string, number>();
  return history.toReversed().map(({ property, value, at, source, sourceType, sourceId, userId }) => {
    const instant = `${property} ${at}`;
    const position = counts.get(instant) ?? 0;
    counts.set(instant, position + 1);
    return {
      record_id: recordId,
      property,
      at,
      position,
      value,
      source,
      source_type: sourceType,
      source_id: sourceId,
      user_id: userId,
    };
  });
}
