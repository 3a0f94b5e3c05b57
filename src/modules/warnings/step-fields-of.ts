import type { Policy } from '#modules/changesets';
import type { Context } from '#platform/context';

/** What deals are looked at with: the policy names the field that Sophia writes next steps into. */
export interface WatchContext extends Context {
  readonly policy: Pick<Policy, 'fields'>;
}

/** The field for it that every portal has. */
const usual = 'hs_next_step';

/** Where the CRM may have a next step, by the names of its fields. */
export function stepFieldsOf({ policy }: WatchContext): string[] {
  const { nextSteps } = policy.fields;
  return nextSteps === null || nextSteps === usual ? [usual] : [usual, nextSteps];
}
