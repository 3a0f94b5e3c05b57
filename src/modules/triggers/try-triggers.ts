import { matchTriggers } from './match-triggers.ts';
import type { Trigger, TriggeredStart } from './schema.ts';
import { valueAt } from './value-at.ts';

/** A field of an event that keeps a rule from holding. */
export interface TriggerMiss {
  readonly path: string;
  readonly wanted: Trigger['when'][string];
  /** Undefined where the event has no such field. */
  readonly found: unknown;
}

export interface TriedTrigger {
  readonly name: string;
  readonly enabled: boolean;
  /** Null where the rule does not hold, or is not enabled. */
  readonly start: TriggeredStart | null;
  readonly misses: readonly TriggerMiss[];
}

/** What an event would start by each rule, or why a rule does not hold. Begins nothing. */
export function tryTriggers({ triggers, event }: { triggers: readonly Trigger[]; event: unknown }): TriedTrigger[] {
  return triggers.map((trigger) => {
    const [start = null] = matchTriggers({ triggers: [trigger], event });
    const misses = start === null ? missesOf({ trigger, event }) : [];
    return { name: trigger.name, enabled: trigger.enabled, start, misses };
  });
}

function missesOf({ trigger: { when }, event }: { trigger: Trigger; event: unknown }): TriggerMiss[] {
  return Object.entries(when)
    .map(([path, wanted]) => ({ path, wanted, found: valueAt({ event, path }) }))
    .filter(({ wanted, found }) => !(Array.isArray(wanted) ? wanted : [wanted]).some((one) => one === found));
}
