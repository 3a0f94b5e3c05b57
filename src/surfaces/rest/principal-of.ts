import { createHash } from 'node:crypto';
import { findFirstKey } from '#modules/users';
import type { Actor, UserActor } from '#platform/context';
import type { WorkContext } from '#workflows';

/**
 * Whose request it is, over every token, session and key of theirs: a person, the program that a key was made for, or
 * the program with its person. A key that is limited to some scopes is not shown what the person got without.
 */
export async function principalOf({
  actor,
  address,
  visitor,
}: {
  actor: Actor;
  /** Of the network, for whoever has not signed in. */
  address: string;
  /** In the workspace of the accounts. */
  visitor: WorkContext;
}): Promise<string> {
  return createHash('sha256')
    .update(JSON.stringify(await partsOf({ actor, address, visitor })))
    .digest('base64url');
}

async function partsOf({ actor, address, visitor: ctx }: Parameters<typeof principalOf>[0]): Promise<unknown[]> {
  switch (actor.type) {
    case 'user':
      return personOf(actor);
    case 'service':
      return ['service', await findFirstKey({ ctx, input: { key: actor.keyId } })];
    case 'agent':
      return ['agent', await findFirstKey({ ctx, input: { key: actor.keyId } }), ...personOf(actor.actsFor)];
    case 'operator':
    case 'visitor':
      return ['address', address];
    default:
      return ['other', actor];
  }
}

function personOf({ userId, grant }: UserActor): unknown[] {
  return ['user', userId, grant.scopes === null ? null : grant.scopes.toSorted()];
}
