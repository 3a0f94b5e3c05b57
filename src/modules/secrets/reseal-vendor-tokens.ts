import type { SecretContext } from '#platform/context';
import { type ResealedSecrets, reseal } from '#platform/crypto';
import { and, eq } from '#platform/sql';
import { vendorTokens } from './tables.ts';

/** Encrypts renewed tokens of vendors with the newest key where another one has, in ctx's transaction. */
export async function resealVendorTokens(ctx: SecretContext): Promise<ResealedSecrets> {
  const { workspaceId, name } = vendorTokens;
  const rows = await ctx.db.select().from(vendorTokens).orderBy(workspaceId, name).for('update');
  const counted = { sealed: 0, unreadable: 0 };
  for (const row of rows) {
    const next = reseal({ box: ctx.secretBox, sealed: row.sealed });
    if (next.state === 'unreadable') counted.unreadable += 1;
    if (next.state !== 'sealed') continue;
    await ctx.db
      .update(vendorTokens)
      .set({ sealed: next.sealed })
      .where(and(eq(workspaceId, row.workspaceId), eq(name, row.name)));
    counted.sealed += 1;
  }
  return counted;
}
