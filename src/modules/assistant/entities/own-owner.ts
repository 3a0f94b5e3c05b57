import { listDefinitions } from '#modules/crm';
import type { Actor, Context } from '#platform/context';
import type { NamedThing } from './named-thing.ts';

/** Whoever asks, as the owner of deals that the CRM knows them as; nobody where it does not. */
export async function ownOwner(ctx: Context): Promise<readonly NamedThing[]> {
  const address = addressOf(ctx.actor)?.toLowerCase() ?? null;
  if (address === null) return [];
  const owners = await listDefinitions({ ctx, input: { kind: 'owner', scope: null } });
  return owners
    .filter(({ email }) => email?.toLowerCase() === address)
    .map(({ externalId, name }) => ({ id: externalId, name }));
}

/** Of whoever asks; a program that acts for a person asks as that person. */
function addressOf(actor: Actor): string | null {
  if (actor.type === 'agent') return actor.actsFor.email;
  return actor.type === 'chat_user' || actor.type === 'user' ? actor.email : null;
}
