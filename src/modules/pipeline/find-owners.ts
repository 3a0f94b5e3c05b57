import type { CrmOwner } from '#contracts';
import { authorise } from '#modules/access';
import { listDefinitions } from '#modules/crm';
import type { Context, Verb } from '#platform/context';
import { type Named, onlyNamed } from './only-named.ts';
import { teamsWithOwners } from './teams-with-owners.ts';

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

/** A team of the CRM, or one of Sophia's, with its owners. */
async function teamNamed({
  ctx,
  owners,
  text,
}: {
  ctx: Context;
  owners: readonly CrmOwner[];
  text: string;
}): Promise<Named & { ownerIds: readonly string[] }> {
  const teams = await teamsWithOwners({ ctx, owners });
  const { id, label } = onlyNamed({ what: 'team', named: teams, text });
  return { id, label, ownerIds: teams.find((team) => team.id === id)?.ownerIds ?? [] };
}

function both(one: readonly string[] | null, other: readonly string[] | null): readonly string[] | null {
  if (one === null || other === null) return one ?? other;
  return one.filter((id) => other.includes(id));
}
