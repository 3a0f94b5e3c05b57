import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { hasAccounts } from './has-accounts.ts';
import { writeLink } from './write-link.ts';

/**
 * A link with which the first administrator makes an account, for whoever has the terminal of this machine; null where
 * somebody has an account already. The one before it no longer works.
 */
export async function offerFirstLink({
  ctx,
}: Pick<Verb<never>, 'ctx'>): Promise<{ token: string; expiresAt: string } | null> {
  authorise({ ctx, action: 'user.manage', resource: { type: 'user', id: null } });
  return transact({ ctx }, async (inner) => {
    if (await hasAccounts({ ctx: inner })) return null;
    const { token, expiresAt } = await writeLink(inner, null);
    await audit({ ctx: inner, action: 'user.first_link_made', resource: { type: 'user', id: 'first' } });
    return { token, expiresAt: expiresAt.toISOString() };
  });
}
