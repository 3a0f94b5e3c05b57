import { seenRecordId } from '#modules/access';
import type { Context } from '#platform/context';
import { type SQL, sql } from '#platform/sql';
import { frozenTable, type PositionTable } from './position-table.ts';

/** Every deal as it was at the end of a frozen day, of those that the actor sees. Used as `from (…) placed`. */
export function frozenPositions({
  ctx,
  day,
  table = frozenTable,
}: {
  ctx: Context;
  day: string;
  /** Where the days are; the query needs what stands before it. */
  table?: PositionTable | undefined;
}): SQL {
  const seen = seenRecordId(ctx, sql`standing.record_id`);
  return sql`(
    select standing.* from ${table.name} standing
    where standing.workspace_id = ${ctx.workspaceId} and standing.from_day <= ${day}::date
      and (standing.until_day is null or standing.until_day > ${day}::date)${seen === undefined ? sql`` : sql` and ${seen}`}
  )`;
}
