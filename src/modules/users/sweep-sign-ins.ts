import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq, lt } from '#platform/sql';
import { signInFailures } from './tables.ts';
import { forgottenAfterMs } from './take-try.ts';

/** Deletes the counts of wrong passwords that count no more. Returns how many. */
export async function sweepSignIns({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ deleted: number }> {
  authorise({ ctx, action: 'upkeep.run', resource: { type: 'system', id: null } });
  const before = new Date(ctx.clock.now().getTime() - forgottenAfterMs);
  const { rowCount } = await ctx.db
    .delete(signInFailures)
    .where(and(eq(signInFailures.workspaceId, ctx.workspaceId), lt(signInFailures.lastAt, before)));
  return { deleted: rowCount ?? 0 };
}
