import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { SecretContext } from '#platform/context';
import { transact } from '#platform/db';
import { lockSecrets } from './lock-secrets.ts';
import { resealAll } from './reseal-all.ts';
import { type SealedSecrets, sealSecrets } from './seal-secrets.ts';

export interface RotatedSecrets extends SealedSecrets {
  /** `setting`: the keys stand in SOPHIA_SECRET_KEY, and the older ones are for a person to take out. */
  readonly place: 'file' | 'setting';
  /** How many keys there are now. */
  readonly keys: number;
}

/**
 * Makes a new key of the machine, encrypts everything with it, and forgets the one before. That one stays until all is
 * done: a process that is killed on the way leaves both, and the next start goes on. The keys of a setting are not
 * Sophia's to make: with a new one put before the old, everything is encrypted with it. Throws `secret.key-in-setting`.
 */
export async function rotateSecrets({ ctx }: { ctx: SecretContext }): Promise<RotatedSecrets> {
  authorise({ ctx, action: 'secret.manage', resource: { type: 'secret', id: null } });
  const { secretBox } = ctx;
  const first = await transact({ ctx }, async (inner) => {
    await lockSecrets(inner);
    if (secretBox.place === 'file' || secretBox.countKeys() === 1) secretBox.addKey();
    const counted = await resealAll({ ctx: inner });
    await audit({
      ctx: inner,
      action: 'secret.rotated',
      resource: { type: 'secret', id: 'keys' },
      details: { place: secretBox.place, ...counted },
    });
    return counted;
  });
  const { sealed, unreadable, droppedKeys } = await sealSecrets({ ctx });
  return {
    place: secretBox.place,
    sealed: first.sealed + sealed,
    unreadable,
    droppedKeys,
    keys: secretBox.countKeys(),
  };
}
