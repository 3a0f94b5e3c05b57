import { createHash } from 'node:crypto';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { SecretContext } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { lockSecrets } from './lock-secrets.ts';
import { KeepVendorTokenInput, type KeptVendorToken } from './schema.ts';
import { vendorTokens } from './tables.ts';

/** Keeps a token that a vendor has renewed, encrypted, beside the hash of the setting that it came of. */
export async function keepVendorToken({
  ctx,
  input,
}: {
  ctx: SecretContext;
  input: KeepVendorTokenInput;
}): Promise<{ kept: boolean }> {
  authorise({ ctx, action: 'secret.keep', resource: { type: 'secret', id: null } });
  const what = 'a token with its setting';
  const { name, setting, token } = parseInput({ schema: KeepVendorTokenInput, input, what });
  const kept: KeptVendorToken = { setting: settingHash(setting), token };
  return transact({ ctx }, async (inner) => {
    await lockSecrets(inner);
    const sealed = inner.secretBox.seal(JSON.stringify(kept));
    const values = { sealed, updatedAt: inner.clock.now() };
    await inner.db
      .insert(vendorTokens)
      .values({ workspaceId: inner.workspaceId, name, ...values })
      .onConflictDoUpdate({ target: [vendorTokens.workspaceId, vendorTokens.name], set: values });
    await audit({
      ctx: inner,
      action: 'secret.vendor_token_kept',
      resource: { type: 'secret', id: name },
      details: { name },
    });
    return { kept: true };
  });
}

export function settingHash(setting: string): string {
  return createHash('sha256').update(setting).digest('hex');
}
