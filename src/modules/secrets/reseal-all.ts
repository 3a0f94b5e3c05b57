import { authorise } from '#modules/access';
import { resealSigningKeys } from '#modules/users';
import { resealWebhookSecrets } from '#modules/webhooks';
import type { SecretContext } from '#platform/context';
import type { ResealedSecrets } from '#platform/crypto';
import { resealVendorKeys } from './reseal-vendor-keys.ts';
import { resealVendorTokens } from './reseal-vendor-tokens.ts';

/** Encrypts with the newest key whatever it has not encrypted, everywhere in the database; in ctx's transaction. */
export async function resealAll({ ctx }: { ctx: SecretContext }): Promise<ResealedSecrets> {
  authorise({ ctx, action: 'secret.manage', resource: { type: 'secret', id: null } });
  const all = [
    await resealSigningKeys({ ctx }),
    await resealWebhookSecrets({ ctx }),
    await resealVendorKeys(ctx),
    await resealVendorTokens(ctx),
  ];
  return {
    sealed: all.reduce((sum, { sealed }) => sum + sealed, 0),
    unreadable: all.reduce((sum, { unreadable }) => sum + unreadable, 0),
  };
}
