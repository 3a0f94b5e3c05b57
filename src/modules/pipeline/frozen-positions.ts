import { seenRecordId } from '#modules/access';
import type { Context } from '#platform/context';
import { type SQL, sql } from '#platform/sql';

/** Every deal as it was at the end of a frozen day, of those that the actor sees. Used as `from (…) placed`. */
export function frozenPositions({ ctx, day }: { ctx: Context; day: string }): SQL {
  const seen = seenRecordId(ctx, sql`standing.record_id`);
  return sql`(
    select standing.* from pipeline_positions standing
    where standing.workspace_id = ${ctx.workspaceId} and standing.from_day <= ${day}::date
      and (standing.until_day is null or standing.until_day > ${day}::date)${seen === undefined ? sql`` : sql` and ${seen}`}
  )`;
}
