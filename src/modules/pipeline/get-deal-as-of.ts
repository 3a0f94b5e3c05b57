import { z } from 'zod';
import { type DealAsOf, type DealPosition, GetDealAsOfInput } from '#contracts';
import { authorise, isAllowed } from '#modules/access';
import { crmRecords, getDealOverview, listDefinitions } from '#modules/crm';
import { getWorkspace } from '#modules/workspaces';
import type { Context, Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { eq, sql } from '#platform/sql';
import { callsAsOf } from './as-of/calls-as-of.ts';
import { differencesOf } from './as-of/differences-of.ts';
import { frozenDayAt } from './frozen-day.ts';
import { frozenPositions } from './frozen-positions.ts';
import type { Position } from './position.ts';
import { type Stage, stagesOf } from './stages.ts';
import { StandingRow } from './standing-row.ts';
import { truePositions } from './true-positions.ts';

const KnownRow = StandingRow.extend({
  stageSince: z.string(),
  ownerId: z.string().nullable(),
  closeDay: z.string().nullable(),
});
const Warnings = z.array(z.object({ kind: z.string(), since: z.string() }));

/**
 * A deal at the end of a day that is over, by two clocks: what was true by all that is known by now, and what was known
 * then, by the frozen night and by the calls and warnings that Sophia had. Throws `record.not-found`.
 */
export async function getDealAsOf({ ctx, input }: Verb<GetDealAsOfInput>): Promise<DealAsOf> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: input.recordId } });
  authorise({ ctx, action: 'call.read', resource: { type: 'call', id: null } });
  const { recordId, asOf: day } = parseInput({ schema: GetDealAsOfInput, input, what: 'a deal and a day' });
  const { deal } = await getDealOverview({ ctx, input: { recordId } });
  const describe = await positionDescriber(ctx);
  const {
    positions: [position = null],
    untold,
  } = await truePositions({
    ctx,
    day,
    stages: describe.stages,
    where: eq(crmRecords.id, recordId),
  });
  const { timeZone } = await getWorkspace({ ctx });
  const calls = await callsAsOf({ ctx, recordId, day, timeZone });
  const isTrue = { position: position === null ? null : describe.position(position), calls: calls.isTrue };
  const night = await frozenDayAt({ ctx, day });
  const known = night?.day === day ? await knownPosition({ ctx, recordId, day }) : null;
  const wasKnown = {
    origin: night?.day === day ? night.origin : null,
    position: known === null ? null : describe.position(known),
    calls: calls.wasKnown,
    warnings: isAllowed({ ctx, action: 'warning.read' }) ? await knownWarnings({ ctx, recordId, day, timeZone }) : [],
  };
  return {
    recordId,
    name: deal.name,
    day,
    isTrue,
    wasKnown,
    ...differencesOf({ isTrue, wasKnown, day, isUntold: untold.length > 0 }),
  };
}

type Standing = Omit<Position, 'pipelineId' | 'probability'>;

/** Says stages and owners by their names of today. */
async function positionDescriber(ctx: Context): Promise<{
  readonly stages: ReadonlyMap<string, Stage>;
  readonly position: (standing: Standing) => DealPosition;
}> {
  const stages = stagesOf(await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } }));
  const owners = await listDefinitions({ ctx, input: { kind: 'owner', scope: null } });
  const names = new Map(owners.map(({ externalId, name }) => [externalId, name]));
  return {
    stages,
    position: ({ state, stageId, stageSince, ownerId, amountMinor, currency, closeDay }) => ({
      state,
      stage: stageId === null ? null : (stages.get(stageId)?.label ?? stageId),
      stageSince,
      owner: ownerId === null ? null : (names.get(ownerId) ?? ownerId),
      amountMinor,
      currency,
      closeDay,
    }),
  };
}

async function knownPosition({
  ctx,
  recordId,
  day,
}: {
  ctx: Context;
  recordId: string;
  day: string;
}): Promise<Standing | null> {
  const { rows } = await ctx.db.execute(sql`
    select placed.state, placed.stage_id as "stageId", placed.pipeline_id as "pipelineId", placed.probability,
      placed.amount_minor::float8 as "amountMinor", placed.currency, placed.stage_since::text as "stageSince",
      placed.owner_id as "ownerId", placed.close_day::text as "closeDay"
    from ${frozenPositions({ ctx, day })} placed where placed.record_id = ${recordId}`);
  const [row] = z.array(KnownRow).parse(rows);
  return row ?? null;
}

/** Those that were raised by the end of the day, and not cleared by then. How it was put is written over while it stands. */
async function knownWarnings({
  ctx,
  recordId,
  day,
  timeZone,
}: {
  ctx: Context;
  recordId: string;
  day: string;
  timeZone: string;
}): Promise<DealAsOf['wasKnown']['warnings']> {
  const { rows } = await ctx.db.execute(sql`
    select kind, (raised_at at time zone ${timeZone})::date::text as since from deal_warnings
    where workspace_id = ${ctx.workspaceId} and record_id = ${recordId}
      and (raised_at at time zone ${timeZone})::date <= ${day}::date
      and (cleared_at is null or (cleared_at at time zone ${timeZone})::date > ${day}::date)
    order by raised_at, id`);
  return Warnings.parse(rows);
}
