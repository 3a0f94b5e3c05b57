import type { SecretContext } from '#platform/context';
import { type ResealedSecrets, reseal } from '#platform/crypto';
import { eq } from '#platform/sql';
import { vendorKeys } from './tables.ts';

/** Encrypts what fingerprints are made with anew, in ctx's transaction; the fingerprints stay as they are. */
export async function resealVendorKeys(ctx: SecretContext): Promise<ResealedSecrets> {
  const { id, fingerprintKey } = vendorKeys;
  const rows = await ctx.db.select({ id, fingerprintKey }).from(vendorKeys).orderBy(id).for('update');
  const counted = { sealed: 0, unreadable: 0 };
  for (const row of rows) {
    const next = reseal({ box: ctx.secretBox, sealed: row.fingerprintKey });
    if (next.state === 'unreadable') counted.unreadable += 1;
    if (next.state !== 'sealed') continue;
    await ctx.db.update(vendorKeys).set({ fingerprintKey: next.sealed }).where(eq(id, row.id));
    counted.sealed += 1;
  }
  return counted;
}
