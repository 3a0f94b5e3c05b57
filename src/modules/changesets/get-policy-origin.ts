import path from 'node:path';
import { authorise } from '#modules/access';
import type { PolicyContext } from './change-context.ts';
import { type PolicyOrigin, policyOrigin } from './policy/policy-origin.ts';
import { type ShownPolicy, showPolicy } from './policy/show-policy.ts';

/** The policy in force, the name of the file that it is written in and who put it there, of one look at the file. */
export async function getPolicyOrigin({
  ctx,
}: {
  ctx: PolicyContext;
}): Promise<{ readonly file: string; readonly origin: PolicyOrigin; readonly policy: ShownPolicy }> {
  authorise({ ctx, action: 'policy.read', resource: { type: 'policy', id: null } });
  const written = ctx.policyPlace.read();
  return {
    file: path.basename(written.file),
    origin: await policyOrigin({ ctx, written }),
    policy: showPolicy(written),
  };
}
