import { authorise } from '#modules/access';
import { listDefinitions } from '#modules/crm';
import { teamMembers, teams, users } from '#modules/users';
import { accountsWorkspaceOf, type Context } from '#platform/context';
import { and, eq, sql } from '#platform/sql';
import { idOfCrmTeam } from './teams-with-owners.ts';

interface OwnTeam {
  /** By which it can be narrowed to: two teams may have one name. */
  readonly id: string;
  readonly name: string;
  /** Whether whoever asks leads it here. */
  readonly leads: boolean;
}

/**
 * The teams that whoever asks may call theirs: those that they lead here, otherwise those that they are in, otherwise
 * those of the CRM in which they own deals. None where nobody knows who they are.
 */
export async function listOwnTeams(ctx: Context): Promise<OwnTeam[]> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const address = addressOf(ctx)?.toLowerCase() ?? null;
  if (address === null) return [];
  const here = await ctx.db
    .select({ id: teams.id, name: teams.name, leads: teamMembers.leads })
    .from(teamMembers)
    .innerJoin(teams, eq(teams.id, teamMembers.teamId))
    .innerJoin(users, eq(users.id, teamMembers.userId))
    .where(and(eq(teamMembers.workspaceId, accountsWorkspaceOf(ctx)), eq(sql`lower(${users.email})`, address)))
    .orderBy(teams.name);
  const led = here.filter(({ leads }) => leads);
  if (here.length > 0) return led.length > 0 ? led : here;
  const owners = await listDefinitions({ ctx, input: { kind: 'owner', scope: null } });
  const own = owners.find(({ email }) => email?.toLowerCase() === address);
  return (own?.teams ?? []).map(({ externalId, name }) => ({ id: idOfCrmTeam(externalId), name, leads: false }));
}

/** A program that acts for a person asks as that person. */
function addressOf({ actor }: Context): string | null {
  if (actor.type === 'agent') return actor.actsFor.email;
  return actor.type === 'chat_user' || actor.type === 'user' ? actor.email : null;
}
