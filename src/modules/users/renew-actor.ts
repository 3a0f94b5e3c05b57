import { authorise } from '#modules/access';
import type { Actor, Verb } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { actorOfKeyId } from './actor-of-key.ts';
import { actorOfSessionId } from './actor-of-session.ts';
import { hasAccounts } from './has-accounts.ts';

/**
 * Whoever has signed in for something that lasts, with the rights of this moment. Throws where their session or key
 * holds no longer, and for the operator of the machine once somebody has an account: `session.ended`, `key.ended`,
 * `sign-in.required`.
 */
export async function renewActor({ ctx, input }: Verb<{ actor: Actor }>): Promise<Actor> {
  authorise({ ctx, action: 'session.open', resource: { type: 'session', id: null } });
  const { actor } = input;
  switch (actor.type) {
    case 'user':
      return actor.credentialId.startsWith('key_')
        ? actorOfKeyId(ctx, actor.credentialId)
        : actorOfSessionId(ctx, actor.credentialId);
    case 'service':
    case 'agent':
      return actorOfKeyId(ctx, actor.keyId);
    default:
      if (await hasAccounts({ ctx })) {
        throw new SophiaError('sign-in.required', 'Expected somebody who has signed in, found nobody.');
      }
      return actor;
  }
}
