import type { Policy } from '#modules/changesets';
import type { Context } from '#platform/context';

/** What deals are looked at with: the policy names the field that Sophia writes next steps into. */
export interface WatchContext extends Context {
  readonly policy: Pick<Policy, 'fields'>;
}
