import { listDefinitions } from '#modules/crm';
import { findPerson, identityIn } from '#modules/people';
import type { Context } from '#platform/context';

/** Somebody in the chat, with the address under which they act. */
export interface Member {
  readonly userId: string;
  readonly email: string;
}

/** The owners of the CRM that somebody is: by their address, otherwise as Sophia has matched them. It gives no rights. */
export async function ownerIdsOf({ ctx, member }: { ctx: Context; member: Member }): Promise<ReadonlySet<string>> {
  const owners = await listDefinitions({ ctx, input: { kind: 'owner', scope: null } });
  const address = member.email.toLowerCase();
  const own = owners.filter(({ email }) => email?.toLowerCase() === address);
  if (own.length > 0) return new Set(own.map(({ externalId }) => externalId));
  const person = await findPerson({ ctx, input: { source: 'slack', externalId: member.userId } });
  const matched = identityIn(person, 'hubspot');
  return new Set(owners.filter(({ externalId }) => externalId === matched).map(({ externalId }) => externalId));
}
