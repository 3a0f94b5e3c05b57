import { authorise } from '#modules/access';
import type { ChangeContext } from './change-context.ts';
import type { Policy } from './policy/policy.ts';

/** The policy in force: what may be written to the CRM, by which line, and who is asked. */
export async function getPolicy({ ctx }: { ctx: ChangeContext }): Promise<Policy> {
  authorise({ ctx, action: 'policy.read', resource: { type: 'policy', id: null } });
  return ctx.policy;
}
