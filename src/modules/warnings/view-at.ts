import type { CrmPipeline } from '#contracts';
import { dayOf } from './days.ts';
import { stageDays } from './deal-limits.ts';
import type { DealView } from './deal-view.ts';
import { factsAt } from './facts-at.ts';
import type { LimitsInForce } from './limits-for.ts';
import type { DealFacts } from './load-facts.ts';
import { pipelineOf } from './pipeline-of.ts';

const dayMs = 86_400_000;

/** What the rules look at, as it was at a moment. Nobody is on the deal or has left where no people are given. */
export function viewAt({
  at,
  pipelines,
  inForce: { limits, own },
  stepFields,
  people = { contacts: [], departures: [] },
  ...known
}: {
  facts: DealFacts;
  at: Date;
  pipelines: readonly CrmPipeline[];
  inForce: LimitsInForce;
  stepFields: readonly string[];
  people?: Pick<DealView, 'contacts' | 'departures'>;
}): DealView {
  const { deal, history, activities, calls, meetings } = factsAt({ ...known, at });
  const pipeline = pipelineOf({ pipelines, deal });
  const stageId = deal.properties['dealstage'] ?? '';
  const until = dayOf(new Date(at.getTime() + limits.nextStepWithinDays * dayMs));
  return {
    deal,
    stepFields,
    stage: pipeline?.stages.find(({ externalId }) => externalId === stageId)?.label ?? stageId,
    limits,
    days: stageDays({ limits, stageId, pipeline, own }),
    now: at,
    ...people,
    changes: history.filter(({ property }) => property === 'dealstage' || property === 'closedate'),
    lastByPerson: history.find(({ source }) => source === 'person') ?? null,
    activities,
    calls,
    meetings: meetings.filter(({ day }) => day >= dayOf(at) && day <= until),
  };
}
