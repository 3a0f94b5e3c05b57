import { GetPipelineInput, type PipelineView } from '#contracts';
import { authorise, seenRecord } from '#modules/access';
import { crmRecords, listDefinitions } from '#modules/crm';
import { getWorkspace } from '#modules/workspaces';
import type { Context, Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, eq, isNull, sql } from '#platform/sql';
import { createDayReader } from './days.ts';
import { standingOf } from './deal-history.ts';
import { requireFrozenDay } from './frozen-day.ts';
import { frozenPositions } from './frozen-positions.ts';
import { currencyOf } from './load-deals.ts';
import { fitsFilter, type PipelineFilter, resolveFilter } from './pipeline-filter.ts';
import { stagesOf } from './stages.ts';
import { StandingRow } from './standing-row.ts';
import { type Standing, sumStages } from './sum-stages.ts';
import { truePositions } from './true-positions.ts';

/**
 * The open deals by stage: now, or as they stood at the end of a day, by what was known then or by what is known of it
 * by now. Throws `pipeline.not-frozen`.
 */
export async function getPipeline({ ctx, input }: Verb<GetPipelineInput>): Promise<PipelineView> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const {
    asOf,
    clock = 'known',
    ...narrowing
  } = parseInput({ schema: GetPipelineInput, input, what: 'a look at the pipeline' });
  const filter = await resolveFilter({ ctx, input: narrowing });
  const stages = stagesOf(await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } }));
  const workspace = await getWorkspace({ ctx });
  if (asOf === null) {
    const { currency, timeZone } = workspace;
    const live = await livePositions({ ctx, stages, currency });
    const positions = live.filter((position) => fits({ filter, position }));
    const day = createDayReader(timeZone)(ctx.clock.now());
    return { day, origin: 'now', narrowed: filter.words, ...sumStages({ positions, stages }) };
  }
  if (clock === 'true') {
    const { positions: all } = await truePositions({ ctx, day: asOf, stages });
    const positions = all.filter((position) => fits({ filter, position }));
    return { day: asOf, origin: 'true', narrowed: filter.words, ...sumStages({ positions, stages }) };
  }
  const { day, origin } = await requireFrozenDay({ ctx, day: asOf });
  const { rows } = await ctx.db.execute(sql`
    select placed.state, placed.stage_id as "stageId", placed.pipeline_id as "pipelineId", placed.probability,
      placed.amount_minor::float8 as "amountMinor", placed.currency
    from ${frozenPositions({ ctx, day })} placed
    where placed.state = 'open' and ${fitsFilter({ filter, alias: 'placed' })}`);
  const positions = rows.map((row) => StandingRow.parse(row));
  return { day, origin, narrowed: filter.words, ...sumStages({ positions, stages }) };
}

async function livePositions({
  ctx,
  stages,
  currency,
}: {
  ctx: Context;
  stages: ReturnType<typeof stagesOf>;
  currency: string;
}): Promise<(Standing & { readonly ownerId: string | null })[]> {
  const rows = await ctx.db
    .select({ properties: crmRecords.properties, ownerId: crmRecords.ownerId })
    .from(crmRecords)
    .where(
      and(
        eq(crmRecords.workspaceId, ctx.workspaceId),
        eq(crmRecords.objectType, 'deal'),
        isNull(crmRecords.archivedAt),
        isNull(crmRecords.vanishedAt),
        isNull(crmRecords.mergedInto),
        seenRecord(ctx, crmRecords),
      ),
    );
  return rows.map(({ properties, ownerId }) => {
    const values = {
      stageId: properties['dealstage'] ?? null,
      pipeline: properties['pipeline'] ?? null,
      amount: properties['amount'] ?? null,
      closeDate: properties['closedate'] ?? null,
      ownerId,
      currency: currencyOf({ properties, currency }),
    };
    return standingOf({ values, stages });
  });
}

function fits({
  filter,
  position,
}: {
  filter: PipelineFilter;
  position: { readonly ownerId: string | null; readonly pipelineId: string | null };
}): boolean {
  const { ownerIds, pipelineId } = filter;
  const byOwner = ownerIds === null || (position.ownerId !== null && ownerIds.includes(position.ownerId));
  return byOwner && (pipelineId === null || position.pipelineId === pipelineId);
}
