import type { CrmOwner } from '#contracts';
import { authorise } from '#modules/access';
import { listDefinitions } from '#modules/crm';
import { teamMembers, users } from '#modules/users';
import type { Context, Verb } from '#platform/context';
import { and, eq } from '#platform/sql';
import { type Named, onlyNamed } from './only-named.ts';
import { teamsSeen } from './teams-seen.ts';

interface FoundOwners {
  readonly owner: Named | null;
  readonly team: Named | null;
  /** Who is meant by both together, by the ids of the CRM; null where neither is given. */
  readonly ownerIds: readonly string[] | null;
}

/** Finds the owner and the team that are meant by an id, a name or the beginning of it, and who is in the team. */
export async function findOwners({
  ctx,
  input,
}: Verb<{ owner: string | null; team: string | null }>): Promise<FoundOwners> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const owners = await listDefinitions({ ctx, input: { kind: 'owner', scope: null } });
  const owner = input.owner === null ? null : ownerNamed({ owners, text: input.owner });
  const team = input.team === null ? null : await teamNamed({ ctx, owners, text: input.team });
  return {
    owner,
    team: team === null ? null : { id: team.id, label: team.label },
    ownerIds: both(owner === null ? null : [owner.id], team?.ownerIds ?? null),
  };
}

function ownerNamed({ owners, text }: { owners: readonly CrmOwner[]; text: string }): Named {
  const byAddress = owners.find(({ email }) => email?.toLowerCase() === text.toLowerCase());
  if (byAddress !== undefined) return { id: byAddress.externalId, label: byAddress.name };
  return onlyNamed({ what: 'owner', named: owners.map(({ externalId: id, name: label }) => ({ id, label })), text });
}

/** A team of the CRM with its owners, or one of Sophia's with those owners who have an address of a member. */
async function teamNamed({
  ctx,
  owners,
  text,
}: {
  ctx: Context;
  owners: readonly CrmOwner[];
  text: string;
}): Promise<Named & { ownerIds: string[] }> {
  const ofCrm = new Map(
    owners.flatMap((owner) => owner.teams.map(({ externalId, name }) => [`crm:${externalId}`, name] as const)),
  );
  const own = await teamsSeen(ctx);
  const named = [...[...ofCrm].map(([id, label]) => ({ id, label })), ...own];
  const team = onlyNamed({ what: 'team', named, text });
  if (team.id.startsWith('crm:')) {
    const members = owners.filter(({ teams: all }) => all.some(({ externalId }) => `crm:${externalId}` === team.id));
    return { ...team, ownerIds: members.map(({ externalId }) => externalId) };
  }
  const addresses = await addressesOf({ ctx, teamId: team.id });
  const members = owners.filter(({ email }) => email !== null && addresses.has(email.toLowerCase()));
  return { ...team, ownerIds: members.map(({ externalId }) => externalId) };
}

async function addressesOf({ ctx, teamId }: { ctx: Context; teamId: string }): Promise<ReadonlySet<string>> {
  const rows = await ctx.db
    .select({ email: users.email })
    .from(teamMembers)
    .innerJoin(users, eq(users.id, teamMembers.userId))
    .where(and(eq(teamMembers.workspaceId, ctx.workspaceId), eq(teamMembers.teamId, teamId)));
  return new Set(rows.map(({ email }) => email.toLowerCase()));
}

function both(one: readonly string[] | null, other: readonly string[] | null): readonly string[] | null {
  if (one === null || other === null) return one ?? other;
  return one.filter((id) => other.includes(id));
}
