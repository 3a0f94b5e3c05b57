import { z } from 'zod';
import { seenRecordId } from '#modules/access';
import type { Context } from '#platform/context';
import { type SQL, sql } from '#platform/sql';
import type { DealState } from '../position.ts';
import type { PositionTable } from '../position-table.ts';

const TrackRow = z.object({
  recordId: z.string(),
  fromDay: z.string(),
  untilDay: z.string().nullable(),
  state: z.enum(['open', 'won', 'lost']),
  stageId: z.string().nullable(),
  stageSince: z.string(),
  amountMinor: z.int().nullable(),
  currency: z.string(),
});

/** One stretch of days in which a deal stayed what it was. */
export interface TrackPart {
  readonly fromDay: string;
  readonly untilDay: string | null;
  readonly state: DealState;
  readonly stageId: string | null;
  readonly stageSince: string;
  readonly amountMinor: number | null;
  readonly currency: string;
}

/** A deal through all days that are known, the first stretch first. */
export interface DealTrack {
  readonly recordId: string;
  readonly parts: readonly TrackPart[];
}

/** The tracks of all deals that the actor sees and that fit, as far as they are known up to that day. */
export async function loadTracks({
  ctx,
  day,
  where,
  table,
}: {
  ctx: Context;
  day: string;
  where: SQL;
  table: PositionTable;
}): Promise<DealTrack[]> {
  const seen = seenRecordId(ctx, sql`placed.record_id`);
  const { rows } = await ctx.db.execute(sql`
    ${table.before} select placed.record_id as "recordId", placed.from_day::text as "fromDay", placed.until_day::text as "untilDay",
      placed.state, placed.stage_id as "stageId", placed.stage_since::text as "stageSince",
      placed.amount_minor::float8 as "amountMinor", placed.currency
    from ${table.name} placed
    where placed.workspace_id = ${ctx.workspaceId} and placed.from_day <= ${day}::date and ${where}
      ${seen === undefined ? sql`` : sql`and ${seen}`}
    order by placed.record_id, placed.from_day`);
  const parts = rows.map((row) => TrackRow.parse(row));
  return [...Map.groupBy(parts, ({ recordId }) => recordId)].map(([recordId, own]) =>
    knownAt({ recordId, parts: own }, day),
  );
}

/** The track as it was known at the end of a day: nothing that came later is in it. */
export function knownAt(track: DealTrack, day: string): DealTrack {
  return {
    recordId: track.recordId,
    parts: track.parts
      .filter(({ fromDay }) => fromDay <= day)
      .map((part) => (part.untilDay !== null && part.untilDay > day ? { ...part, untilDay: null } : part)),
  };
}

/** What it is at the end of that day; null where it is not there. */
export function partAt(track: DealTrack, day: string): TrackPart | null {
  return track.parts.find(({ fromDay, untilDay }) => fromDay <= day && (untilDay === null || untilDay > day)) ?? null;
}
