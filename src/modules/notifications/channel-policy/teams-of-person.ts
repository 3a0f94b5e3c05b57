import { listDefinitions } from '#modules/crm';
import { teamMembers, teams, users } from '#modules/users';
import { accountsWorkspaceOf, type Context } from '#platform/context';
import { and, eq } from '#platform/sql';

/** The names of the teams that whoever has this address is in, those of Sophia and those of the CRM. */
export async function teamsOfPerson({ ctx, email }: { ctx: Context; email: string }): Promise<string[]> {
  const address = email.trim().toLowerCase();
  const own = await ctx.db
    .select({ name: teams.name })
    .from(teamMembers)
    .innerJoin(teams, eq(teams.id, teamMembers.teamId))
    .innerJoin(users, eq(users.id, teamMembers.userId))
    .where(and(eq(teams.workspaceId, accountsWorkspaceOf(ctx)), eq(users.email, address), eq(users.state, 'active')));
  const owners = await listDefinitions({ ctx, input: { kind: 'owner', scope: null } });
  const inCrm = owners.filter((owner) => owner.active && owner.email?.trim().toLowerCase() === address);
  return [...own.map(({ name }) => name), ...inCrm.flatMap((owner) => owner.teams.map(({ name }) => name))];
}

/** The names of all teams, those of Sophia and those of the CRM, once each. */
export async function allTeams(ctx: Context): Promise<string[]> {
  const own = await ctx.db
    .select({ name: teams.name })
    .from(teams)
    .where(eq(teams.workspaceId, accountsWorkspaceOf(ctx)));
  const owners = await listDefinitions({ ctx, input: { kind: 'owner', scope: null } });
  const inCrm = owners.flatMap((owner) => owner.teams);
  return [...new Set([...own, ...inCrm].map(({ name }) => name))].toSorted();
}
