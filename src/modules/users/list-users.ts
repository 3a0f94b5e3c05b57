import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { asc, eq } from '#platform/sql';
import type { UserSummary } from './schema.ts';
import { teamMembers, teams, users } from './tables.ts';

/** Everybody with an account, by address, with their teams. */
export async function listUsers({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ users: UserSummary[] }> {
  authorise({ ctx, action: 'user.read', resource: { type: 'user', id: null } });
  const rows = await ctx.db
    .select()
    .from(users)
    .where(eq(users.workspaceId, ctx.workspaceId))
    .orderBy(asc(users.email));
  const memberships = await ctx.db
    .select({ userId: teamMembers.userId, name: teams.name, leads: teamMembers.leads })
    .from(teamMembers)
    .innerJoin(teams, eq(teams.id, teamMembers.teamId))
    .where(eq(teamMembers.workspaceId, ctx.workspaceId))
    .orderBy(asc(teams.name));
  const byUser = Map.groupBy(memberships, ({ userId }) => userId);
  return {
    users: rows.map((row) => ({
      userId: row.id,
      email: row.email,
      name: row.name,
      role: row.role,
      state: row.state,
      teams: (byUser.get(row.id) ?? []).map(({ name, leads }) => ({ name, leads })),
      createdAt: row.createdAt.toISOString(),
    })),
  };
}
