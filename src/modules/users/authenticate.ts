import { authorise } from '#modules/access';
import type { Actor, Verb } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { actorOfKey } from './actor-of-key.ts';
import { actorOfSession } from './actor-of-session.ts';
import { actorOfToken } from './actor-of-token.ts';

/** What came with a request: a cookie's session, or what stands behind `Authorization: Bearer`. */
export interface Credential {
  readonly kind: 'session' | 'bearer';
  readonly secret: string;
}

/**
 * Who sends a credential, with the rights of this moment: whatever was revoked is refused at once. Throws
 * `session.ended`, `token.invalid`, `token.expired` or `key.ended`.
 */
export async function authenticate({ ctx, input }: Verb<Credential>): Promise<Actor> {
  authorise({ ctx, action: 'session.open', resource: { type: 'session', id: null } });
  const { kind, secret } = input;
  if (secret.length > 4096) throw new SophiaError('token.invalid', 'Expected a token, found something far too long.');
  if (kind === 'session') return actorOfSession(ctx, secret);
  return /^sophia_[ps]k_/.test(secret) ? actorOfKey(ctx, secret) : actorOfToken(ctx, secret);
}
