import type { ConnectedContext, Context } from '#platform/context';
import type { Policy } from './policy/policy.ts';
import type { PolicyPlace } from './policy/policy-place.ts';

/** What the verbs of change sets are given beside the rest: the policy in force and whether anything may go out. */
export interface ChangeContext extends Context {
  readonly policy: Policy;
  readonly dryRun: boolean;
}

/** The same with the CRM to write to. */
export type ConnectedChangeContext = ChangeContext & ConnectedContext;

/** What the verbs are given that show the policy and replace it. */
export interface PolicyContext extends Context {
  readonly policyPlace: PolicyPlace;
}
