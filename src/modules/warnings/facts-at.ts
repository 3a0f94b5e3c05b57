import type { CrmPipeline } from '#contracts';
import type { DealFacts } from './load-facts.ts';
import { isOpen } from './pipeline-of.ts';

interface Moment {
  readonly facts: DealFacts;
  readonly at: Date;
}

/**
 * What was known of a deal at a moment of the past, as far as today's data tell it. Who is on a deal has no history and
 * is left as it is.
 */
export function factsAt({ facts, at }: Moment): DealFacts {
  if (at >= facts.readAt) return facts;
  const instant = at.toISOString();
  return {
    ...facts,
    deal: { ...facts.deal, properties: propertiesAt({ facts, at }) },
    history: facts.history.filter((change) => change.at <= instant),
    activities: activitiesAt({ facts, at }),
    calls: facts.calls.filter(({ startedAt }) => startedAt <= instant),
    meetings: facts.meetings.filter(({ agreedAt }) => agreedAt <= instant),
  };
}

/** Whether the deal was there and open, as far as its history reaches back. */
export function wasOpen({ facts, at, pipelines }: Moment & { pipelines: readonly CrmPipeline[] }): boolean {
  if (at >= facts.readAt) return isOpen({ pipelines, deal: facts.deal });
  const instant = at.toISOString();
  const isKnown = facts.historySince === null || facts.historySince <= instant;
  return isKnown && facts.deal.createdAt <= instant && isOpen({ pipelines, deal: factsAt({ facts, at }).deal });
}

/** A value that was set later goes back to the one before; before its first it was empty. */
function propertiesAt({ facts: { deal, history }, at }: Moment): DealFacts['deal']['properties'] {
  const instant = at.toISOString();
  const later = new Set(history.filter((change) => change.at > instant).map(({ property }) => property));
  const before = [...later].map((property) => {
    const set = history.find((change) => change.property === property && change.at <= instant);
    return [property, set?.value ?? null] as const;
  });
  return { ...deal.properties, ...Object.fromEntries(before) };
}

/**
 * Of what took place between then and today, tasks and meetings were still to come: when they were entered or done the
 * CRM does not say. The rest nobody knew of.
 */
function activitiesAt({ facts: { activities, readAt }, at }: Moment): DealFacts['activities'] {
  const [instant, today] = [at.toISOString(), readAt.toISOString()];
  return (
    activities?.flatMap((activity) => {
      if (activity.at <= instant || activity.at > today) return activity;
      return activity.kind === 'task' || activity.kind === 'meeting' ? { ...activity, done: false } : [];
    }) ?? null
  );
}
