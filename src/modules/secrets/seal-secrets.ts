import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { SecretContext } from '#platform/context';
import type { ResealedSecrets } from '#platform/crypto';
import { transact } from '#platform/db';
import { dropOldKeys } from './drop-old-keys.ts';
import { lockSecrets } from './lock-secrets.ts';
import { resealAll } from './reseal-all.ts';

/** What became of the secrets in the database and of the keys before the newest. */
export interface SealedSecrets extends ResealedSecrets {
  /** Taken out of the file, since nothing needs them any more. */
  readonly droppedKeys: number;
}

/**
 * Has everything encrypted with the newest key: what no key or an older one has encrypted is encrypted anew. It is done
 * at each start, so that a rotation that was cut off comes to its end. Where there is nothing to do, it reads only.
 */
export async function sealSecrets({ ctx }: { ctx: SecretContext }): Promise<SealedSecrets> {
  authorise({ ctx, action: 'secret.manage', resource: { type: 'secret', id: null } });
  const resealed = await transact({ ctx }, async (inner) => {
    await lockSecrets(inner);
    const counted = await resealAll({ ctx: inner });
    if (counted.sealed > 0) {
      await audit({
        ctx: inner,
        action: 'secret.resealed',
        resource: { type: 'secret', id: 'all' },
        details: { ...counted },
      });
    }
    return counted;
  });
  return { ...resealed, droppedKeys: await dropOldKeys({ ctx }) };
}
