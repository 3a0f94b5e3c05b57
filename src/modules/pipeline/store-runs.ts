import type { Context } from '#platform/context';
import { and, eq, inArray, isNull, sql } from '#platform/sql';
import { isSamePosition, type Position, type PositionRun } from './position.ts';
import { pipelinePositions } from './tables.ts';
import { toRow } from './to-row.ts';

export interface DealRuns {
  readonly recordId: string;
  /** Whether the history of its stages is known; without it only the last day has a run. */
  readonly hasHistory: boolean;
  readonly goneFrom: string | null;
  readonly runs: readonly PositionRun[];
}

type Row = typeof pipelinePositions.$inferSelect;

const rowsPerStatement = 1000;

/** Appends what the deals were from `first` on. What was frozen before stays; of it only the end is written. */
export async function storeRuns({
  ctx,
  first,
  deals,
}: {
  ctx: Context;
  first: string;
  deals: readonly DealRuns[];
}): Promise<void> {
  const standing = await standingRows({ ctx, recordIds: deals.map(({ recordId }) => recordId) });
  const ends: { record_id: string; until_day: string }[] = [];
  const rows: Record<string, unknown>[] = [];
  for (const deal of deals) {
    const { recordId, runs } = deal;
    const before = standing.get(recordId) ?? null;
    const [next, ...later] = runs;
    const follows = next !== undefined && (next.fromDay === first || !deal.hasHistory);
    const goesOn = before !== null && follows && isSamePosition(positionOf(before), next.position);
    const end = goesOn ? next.untilDay : endOf({ deal, first });
    if (before !== null && end !== null) ends.push({ record_id: recordId, until_day: end });
    rows.push(...(goesOn ? later : runs).map((run) => toRow({ recordId, run })));
  }
  await writeEnds({ ctx, ends });
  await writeRows({ ctx, rows });
}

/** What was frozen of a deal without history stands until it is seen to be another thing, or gone. */
function endOf({ deal: { hasHistory, goneFrom, runs }, first }: { deal: DealRuns; first: string }): string {
  const seen = runs[0]?.fromDay ?? goneFrom;
  return hasHistory || seen === null || seen < first ? first : seen;
}

async function standingRows({
  ctx,
  recordIds,
}: {
  ctx: Context;
  recordIds: readonly string[];
}): Promise<ReadonlyMap<string, Row>> {
  if (recordIds.length === 0) return new Map();
  const rows = await ctx.db
    .select()
    .from(pipelinePositions)
    .where(
      and(
        eq(pipelinePositions.workspaceId, ctx.workspaceId),
        inArray(pipelinePositions.recordId, [...recordIds]),
        isNull(pipelinePositions.untilDay),
      ),
    );
  return new Map(rows.map((row) => [row.recordId, row]));
}

function positionOf(row: Row): Position {
  const { state, pipelineId, stageId, stageSince, probability, ownerId, amountMinor, currency, closeDay } = row;
  return { state, pipelineId, stageId, stageSince, probability, ownerId, amountMinor, currency, closeDay };
}

async function writeEnds({ ctx, ends }: { ctx: Context; ends: readonly object[] }): Promise<void> {
  for (let start = 0; start < ends.length; start += rowsPerStatement) {
    const part = JSON.stringify(ends.slice(start, start + rowsPerStatement));
    await ctx.db.execute(sql`
      update ${pipelinePositions} set until_day = part.until_day
      from jsonb_to_recordset(${part}::jsonb) as part (record_id text, until_day date)
      where ${pipelinePositions}.workspace_id = ${ctx.workspaceId}
        and ${pipelinePositions}.record_id = part.record_id and ${pipelinePositions}.until_day is null`);
  }
}

async function writeRows({ ctx, rows }: { ctx: Context; rows: readonly object[] }): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    const part = JSON.stringify(rows.slice(start, start + rowsPerStatement));
    await ctx.db.execute(sql`
      insert into ${pipelinePositions} (workspace_id, record_id, from_day, until_day, state, pipeline_id, stage_id,
        stage_since, probability, owner_id, amount_minor, currency, close_day)
      select ${ctx.workspaceId}, part.* from jsonb_to_recordset(${part}::jsonb) as part (
        record_id text, from_day date, until_day date, state text, pipeline_id text, stage_id text,
        stage_since date, probability double precision, owner_id text, amount_minor bigint, currency text,
        close_day date)`);
  }
}
