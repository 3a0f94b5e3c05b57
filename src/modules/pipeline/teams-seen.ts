import { isBounded } from '#modules/access';
import { teams } from '#modules/users';
import { accountsWorkspaceOf, type Context } from '#platform/context';
import { and, eq, sql } from '#platform/sql';
import type { Named } from './only-named.ts';

/** All teams; of whoever sees only a part, those that they are in. */
export async function teamsSeen(ctx: Context): Promise<Named[]> {
  const { actor } = ctx;
  const userId = actor.type === 'user' ? actor.userId : actor.type === 'agent' ? actor.actsFor.userId : '';
  const isMember = sql`exists (select from team_members member
    where member.team_id = ${teams.id} and member.user_id = ${userId})`;
  return ctx.db
    .select({ id: teams.id, label: teams.name })
    .from(teams)
    .where(and(eq(teams.workspaceId, accountsWorkspaceOf(ctx)), isBounded(ctx) ? isMember : undefined));
}
