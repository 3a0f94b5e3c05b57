import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq, isNotNull } from '#platform/sql';
import { users } from './tables.ts';

/** Whether anybody has ever set a password here: from then on Sophia asks for one, also if every account is closed. */
export async function hasAccounts({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<boolean> {
  authorise({ ctx, action: 'session.open', resource: { type: 'user', id: null } });
  const found = await ctx.db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.workspaceId, ctx.workspaceId), isNotNull(users.activatedAt)))
    .limit(1);
  return found.length > 0;
}
