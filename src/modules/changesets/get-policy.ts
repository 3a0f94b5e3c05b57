import { authorise } from '#modules/access';
import type { PolicyContext } from './change-context.ts';
import { type ShownPolicy, showPolicy } from './policy/show-policy.ts';

/** The policy in force: what may be written to the CRM, by which line, and who is asked; and the text that says so. */
export async function getPolicy({ ctx }: { ctx: PolicyContext }): Promise<ShownPolicy> {
  authorise({ ctx, action: 'policy.read', resource: { type: 'policy', id: null } });
  return showPolicy(ctx.policyPlace.read());
}
