import type { Tracker, TrackerDefinition } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { callsWithin } from './calls-within.ts';
import { loadTrackers } from './load-trackers.ts';

export interface AppliedTracker extends Omit<Tracker, 'definition'> {
  /** What is looked for, without the filter. */
  readonly definition: TrackerDefinition;
  /** Whether its filter lets this call through as it is matched now. */
  readonly applies: boolean;
  /** Whether it has a filter at all. */
  readonly filtered: boolean;
}

/** Every tracker in force, and whether it is for this call. */
export async function listAppliedTrackers({
  ctx,
  input,
}: Verb<{ callId: string }>): Promise<{ trackers: AppliedTracker[] }> {
  authorise({ ctx, action: 'tracker.read', resource: { type: 'call', id: input.callId } });
  const { callId } = input;
  const verdicts = new Map<string, boolean>();
  const applied: AppliedTracker[] = [];
  for (const { definition: saved, ...tracker } of await loadTrackers({ ctx })) {
    const { filter, ...definition } = saved;
    const filtered = Object.values(filter).some((part) => part !== null);
    // Many trackers may share a filter: it is asked once.
    const key = JSON.stringify(filter);
    const applies =
      !filtered || (verdicts.get(key) ?? (await callsWithin({ ctx, filter, callIds: [callId] })).has(callId));
    verdicts.set(key, applies);
    applied.push({ ...tracker, definition, applies, filtered });
  }
  return { trackers: applied };
}
