import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { asc, eq } from '#platform/sql';
import type { TeamSummary } from './schema.ts';
import { teamMembers, teams, users } from './tables.ts';
import { versionOfTeam } from './version-of.ts';

/** The teams by name, with those who lead each and those who are in it. */
export async function listTeams({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ teams: TeamSummary[] }> {
  authorise({ ctx, action: 'user.read', resource: { type: 'team', id: null } });
  const rows = await ctx.db
    .select({ id: teams.id, name: teams.name })
    .from(teams)
    .where(eq(teams.workspaceId, ctx.workspaceId))
    .orderBy(asc(teams.name));
  const people = await ctx.db
    .select({ teamId: teamMembers.teamId, userId: users.id, leads: teamMembers.leads, email: users.email })
    .from(teamMembers)
    .innerJoin(users, eq(users.id, teamMembers.userId))
    .where(eq(teamMembers.workspaceId, ctx.workspaceId))
    .orderBy(asc(users.email));
  const byTeam = Map.groupBy(people, ({ teamId }) => teamId);
  return {
    teams: rows.map(({ id, name }) => {
      const own = byTeam.get(id) ?? [];
      return {
        teamId: id,
        name,
        leads: own.filter(({ leads }) => leads).map(({ email }) => email),
        members: own.filter(({ leads }) => !leads).map(({ email }) => email),
        version: versionOfTeam({ id, name, people: own }),
      };
    }),
  };
}
