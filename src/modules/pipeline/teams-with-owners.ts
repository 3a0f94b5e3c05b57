import type { CrmOwner } from '#contracts';
import { teamMembers, users } from '#modules/users';
import { accountsWorkspaceOf, type Context } from '#platform/context';
import { eq } from '#platform/sql';
import type { Named } from './only-named.ts';
import { teamsSeen } from './teams-seen.ts';

interface TeamWithOwners extends Named {
  readonly ownerIds: readonly string[];
}

/** The teams of the CRM with their owners, and those of Sophia that are seen with the owners who have an address of a member. */
export async function teamsWithOwners({
  ctx,
  owners,
}: {
  ctx: Context;
  owners: readonly CrmOwner[];
}): Promise<TeamWithOwners[]> {
  const ofCrm = new Map(
    owners.flatMap((owner) => owner.teams.map(({ externalId, name }) => [externalId, name] as const)),
  );
  const own = await teamsSeen(ctx);
  const members = await ctx.db
    .select({ teamId: teamMembers.teamId, email: users.email })
    .from(teamMembers)
    .innerJoin(users, eq(users.id, teamMembers.userId))
    .where(eq(teamMembers.workspaceId, accountsWorkspaceOf(ctx)));
  return [
    ...[...ofCrm].map(([externalId, label]) => ({
      id: idOfCrmTeam(externalId),
      label,
      ownerIds: idsOf(owners.filter(({ teams }) => teams.some((team) => team.externalId === externalId))),
    })),
    ...own.map(({ id, label }) => {
      const addresses = new Set(members.filter(({ teamId }) => teamId === id).map(({ email }) => email.toLowerCase()));
      const ownersOf = owners.filter(({ email }) => email !== null && addresses.has(email.toLowerCase()));
      return { id, label, ownerIds: idsOf(ownersOf) };
    }),
  ];
}

export function idOfCrmTeam(externalId: string): string {
  return `crm:${externalId}`;
}

function idsOf(owners: readonly CrmOwner[]): string[] {
  return owners.map(({ externalId }) => externalId);
}
