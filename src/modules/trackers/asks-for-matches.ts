import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { asksForMatch } from './calls-within.ts';
import { loadTrackers } from './load-trackers.ts';

/** Whether a tracker in force is only for calls about something in the CRM, so that a call must be matched before it is analyzed. */
export async function asksForMatches({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<boolean> {
  authorise({ ctx, action: 'tracker.read', resource: { type: 'tracker', id: null } });
  const trackers = await loadTrackers({ ctx });
  return trackers.some(({ definition }) => asksForMatch(definition.filter));
}
