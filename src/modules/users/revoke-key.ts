import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { eq } from '#platform/sql';
import { findKey } from './find-key.ts';
import { KeyReference } from './schema.ts';
import { apiKeys } from './tables.ts';

/** Ends a key at once; the next request with it is refused. Throws `key.not-found`. */
export async function revokeKey({ ctx, input }: Verb<KeyReference>): Promise<{ keyId: string; revoked: boolean }> {
  authorise({ ctx, action: 'key.revoke', resource: { type: 'key', id: input.key } });
  const { key } = parseInput({ schema: KeyReference, input, what: 'a key' });
  return transact({ ctx }, async (inner) => {
    const { id: keyId, name, revokedAt } = await findKey(inner, key);
    if (revokedAt !== null) return { keyId, revoked: false };
    await inner.db.update(apiKeys).set({ revokedAt: inner.clock.now() }).where(eq(apiKeys.id, keyId));
    await audit({ ctx: inner, action: 'key.revoked', resource: { type: 'key', id: keyId }, details: { name } });
    return { keyId, revoked: true };
  });
}
