import type { CrmPipeline, WorkspaceSettings } from '#contracts';
import { listAgreedMeetings } from '#modules/commitments';
import { type CrmRecordRow, listActivities, listAssociated, listPropertyChanges } from '#modules/crm';
import type { Context } from '#platform/context';
import { dayOf } from './days.ts';
import { type DealLimits, stageDays } from './deal-limits.ts';
import type { DealView } from './deal-view.ts';
import { loadCalls } from './load-calls.ts';
import { loadDepartures } from './load-departures.ts';

const dayMs = 86_400_000;
const mostChanges = 500;

/** What every deal of a workspace is looked at with. */
export interface Watch {
  readonly ctx: Context;
  readonly limits: DealLimits;
  readonly own: WorkspaceSettings['dealLimits'];
  readonly pipelines: readonly CrmPipeline[];
}

/** Reads all that the rules look at. */
export async function loadDeal({ deal, ...watch }: Watch & { deal: CrmRecordRow }): Promise<DealView> {
  const { ctx, limits, own } = watch;
  const { recordId } = deal;
  const pipeline = pipelineOf({ pipelines: watch.pipelines, deal });
  const stageId = deal.properties['dealstage'] ?? '';
  const contacts = await listAssociated({ ctx, input: { recordId, toType: 'contact' } });
  const { changes } = await listPropertyChanges({ ctx, input: { recordId, properties: null, limit: mostChanges } });
  const { activities, syncedAt } = await listActivities({ ctx, input: { recordId } });
  const calls = await loadCalls({ ctx, recordId });
  return {
    deal,
    stage: pipeline?.stages.find(({ externalId }) => externalId === stageId)?.label ?? stageId,
    limits,
    days: stageDays({ limits, stageId, pipeline, own }),
    now: ctx.clock.now(),
    contacts,
    changes: changes.filter(({ property }) => property === 'dealstage' || property === 'closedate'),
    lastByPerson: changes.find(({ source }) => source === 'person') ?? null,
    activities: syncedAt === null ? null : activities,
    calls,
    departures: await loadDepartures({ ctx, calls, contacts }),
    meetings: await loadMeetings({ ctx, recordId, days: limits.nextStepWithinDays }),
  };
}

async function loadMeetings({ ctx, recordId, days }: { ctx: Context; recordId: string; days: number }) {
  const until = dayOf(new Date(ctx.clock.now().getTime() + days * dayMs));
  return (await listAgreedMeetings({ ctx, input: { dealRecordId: recordId, until } })).meetings;
}

/** By the deal's own word; where that names none, the one that holds its stage. */
export function pipelineOf({
  pipelines,
  deal,
}: {
  pipelines: readonly CrmPipeline[];
  deal: CrmRecordRow;
}): CrmPipeline | null {
  const { pipeline, dealstage } = deal.properties;
  const named = pipelines.find(({ externalId }) => externalId === pipeline);
  return named ?? pipelines.find(({ stages }) => stages.some(({ externalId }) => externalId === dealstage)) ?? null;
}
