import { authorise } from '#modules/access';
import type { SecretContext } from '#platform/context';
import { type ResealedSecrets, reseal } from '#platform/crypto';
import { eq } from '#platform/sql';
import { signingKeys } from './tables.ts';

/**
 * Encrypts with the newest key what another one has encrypted, in ctx's transaction: in every workspace, since the key
 * is the machine's.
 */
export async function resealSigningKeys({ ctx }: { ctx: SecretContext }): Promise<ResealedSecrets> {
  authorise({ ctx, action: 'secret.manage', resource: { type: 'secret', id: null } });
  const { id, privateKey } = signingKeys;
  const rows = await ctx.db.select({ id, privateKey }).from(signingKeys).orderBy(id).for('update');
  const counted = { sealed: 0, unreadable: 0 };
  for (const row of rows) {
    const next = reseal({ box: ctx.secretBox, sealed: row.privateKey });
    if (next.state === 'unreadable') counted.unreadable += 1;
    if (next.state !== 'sealed') continue;
    await ctx.db.update(signingKeys).set({ privateKey: next.sealed }).where(eq(id, row.id));
    counted.sealed += 1;
  }
  return counted;
}
