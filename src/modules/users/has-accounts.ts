import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { buildOnce } from '#platform/db';
import { and, eq, isNotNull, sql } from '#platform/sql';
import { users } from './tables.ts';

const anyAccount = buildOnce((db) =>
  db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.workspaceId, sql.placeholder('workspaceId')), isNotNull(users.activatedAt)))
    .limit(1)
    .prepare(''),
);

/** Whether anybody has ever set a password here: from then on Sophia asks for one, also if every account is closed. */
export async function hasAccounts({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<boolean> {
  authorise({ ctx, action: 'session.open', resource: { type: 'user', id: null } });
  const found = await anyAccount(ctx.db).execute({ workspaceId: ctx.workspaceId });
  return found.length > 0;
}
