import { authorise } from '#modules/access';
import type { SecretContext } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { settingHash } from './keep-vendor-token.ts';
import { KeptVendorToken, ReadVendorTokenInput } from './schema.ts';
import { vendorTokens } from './tables.ts';

/**
 * The token that a vendor has renewed since; null where there is none, where the setting is another one than it came
 * of, and where the key that encrypted it is gone.
 */
export async function readVendorToken({
  ctx,
  input,
}: {
  ctx: SecretContext;
  input: ReadVendorTokenInput;
}): Promise<string | null> {
  authorise({ ctx, action: 'secret.keep', resource: { type: 'secret', id: null } });
  const { name, setting } = parseInput({ schema: ReadVendorTokenInput, input, what: 'a setting with its name' });
  const [row] = await ctx.db
    .select({ sealed: vendorTokens.sealed })
    .from(vendorTokens)
    .where(and(eq(vendorTokens.workspaceId, ctx.workspaceId), eq(vendorTokens.name, name)));
  const opened = row === undefined ? null : ctx.secretBox.open(row.sealed);
  if (opened === null) return null;
  const kept = KeptVendorToken.parse(JSON.parse(opened));
  return kept.setting === settingHash(setting) ? kept.token : null;
}
