import path from 'node:path';
import { authorise } from '#modules/access';
import type { PolicyContext } from './change-context.ts';
import { type PolicyOrigin, policyOrigin } from './policy/policy-origin.ts';

/** The name of the file that the policy of this workspace is written in, and who put it there. */
export async function getPolicyOrigin({
  ctx,
}: {
  ctx: PolicyContext;
}): Promise<{ readonly file: string; readonly origin: PolicyOrigin }> {
  authorise({ ctx, action: 'policy.read', resource: { type: 'policy', id: null } });
  const written = ctx.policyPlace.read();
  return { file: path.basename(written.file), origin: await policyOrigin({ ctx, written }) };
}
