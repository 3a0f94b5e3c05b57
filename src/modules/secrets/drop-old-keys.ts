import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { SecretContext } from '#platform/context';
import { transact } from '#platform/db';
import { lockSecrets } from './lock-secrets.ts';
import { resealAll } from './reseal-all.ts';

/**
 * Takes the older keys out of the file of this machine once nothing in the database needs them; returns how many. It
 * looks once more, under the lock: what another process encrypted meanwhile is left to the next time.
 */
export async function dropOldKeys({ ctx }: { ctx: SecretContext }): Promise<number> {
  authorise({ ctx, action: 'secret.manage', resource: { type: 'secret', id: null } });
  const { secretBox } = ctx;
  if (secretBox.place === 'setting' || secretBox.countKeys() === 1) return 0;
  return transact({ ctx }, async (inner) => {
    await lockSecrets(inner);
    const { sealed } = await resealAll({ ctx: inner });
    if (sealed > 0) return 0;
    const dropped = secretBox.dropOldKeys();
    await audit({
      ctx: inner,
      action: 'secret.keys_dropped',
      resource: { type: 'secret', id: 'keys' },
      details: { dropped },
    });
    return dropped;
  });
}
