import type { Context } from '#platform/context';
import { type SQL, sql } from '#platform/sql';
import type { PositionRun } from './position.ts';
import { toRow } from './to-row.ts';

/** Where a query reads positions: what stands before its `select`, and the table that it names then. */
export interface PositionTable {
  readonly before: SQL;
  readonly name: SQL;
}

/** The frozen nights. */
export const frozenTable: PositionTable = { before: sql``, name: sql`pipeline_positions` };

/** Runs that were made just now, in the columns of the frozen nights. */
export function tableOfRuns({
  ctx,
  deals,
}: {
  ctx: Context;
  deals: readonly { readonly recordId: string; readonly runs: readonly PositionRun[] }[];
}): PositionTable {
  const rows = JSON.stringify(deals.flatMap(({ recordId, runs }) => runs.map((run) => toRow({ recordId, run }))));
  return {
    before: sql`with true_positions as materialized (
      select ${ctx.workspaceId}::text as workspace_id, part.* from jsonb_to_recordset(${rows}::jsonb) as part (
        record_id text, from_day date, until_day date, state text, pipeline_id text, stage_id text,
        stage_since date, probability double precision, owner_id text, amount_minor bigint, currency text,
        close_day date)) `,
    name: sql`true_positions`,
  };
}
