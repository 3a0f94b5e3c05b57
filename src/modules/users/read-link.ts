import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { findLink } from './find-link.ts';

/**
 * Whose link it is, for the page that asks for a password; null for the link with which the first account is made.
 * Throws `link.invalid`, `link.expired` or `link.used`.
 */
export async function readLink({
  ctx,
  input,
}: Verb<{ token: string }>): Promise<{ email: string; name: string } | null> {
  authorise({ ctx, action: 'session.open', resource: { type: 'session', id: null } });
  const user = await findLink(ctx, input.token);
  return user === null ? null : { email: user.email, name: user.name };
}
