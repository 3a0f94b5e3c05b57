import { createHmac, randomBytes } from 'node:crypto';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { SecretContext } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, asc, eq } from '#platform/sql';
import { lockSecrets } from './lock-secrets.ts';
import { type KnownVendorKey, NoteVendorKeysInput } from './schema.ts';
import { vendorKeys } from './tables.ts';

/**
 * Notes keys of vendors that are seen for the first time, and says since when each is known. A fingerprint of a key is
 * kept under a key of its own and never the key itself; one that comes back is as old as it was.
 */
export async function noteVendorKeys({
  ctx,
  input,
}: {
  ctx: SecretContext;
  input: NoteVendorKeysInput;
}): Promise<readonly KnownVendorKey[]> {
  authorise({ ctx, action: 'secret.manage', resource: { type: 'secret', id: null } });
  const { keys } = parseInput({ schema: NoteVendorKeysInput, input, what: 'keys of vendors with their settings' });
  if (keys.length === 0) return [];
  return transact({ ctx }, async (inner) => {
    await lockSecrets(inner);
    const known: KnownVendorKey[] = [];
    for (const { name, key } of keys) {
      const firstSeenAt = await seenSince(inner, { name, key });
      known.push({ name, firstSeenAt: firstSeenAt ?? (await noteNew(inner, { name, key })) });
    }
    const fresh = known.filter(({ firstSeenAt }) => firstSeenAt.getTime() === inner.clock.now().getTime());
    if (fresh.length > 0) {
      const details = { names: fresh.map(({ name }) => name) };
      await audit({
        ctx: inner,
        action: 'secret.vendor_keys_noted',
        resource: { type: 'secret', id: 'vendors' },
        details,
      });
    }
    return known;
  });
}

interface NamedKey {
  readonly name: string;
  readonly key: string;
}

async function seenSince(ctx: SecretContext, { name, key }: NamedKey): Promise<Date | null> {
  const rows = await ctx.db
    .select()
    .from(vendorKeys)
    .where(and(eq(vendorKeys.workspaceId, ctx.workspaceId), eq(vendorKeys.name, name)))
    .orderBy(asc(vendorKeys.firstSeenAt), asc(vendorKeys.id));
  for (const row of rows) {
    const opened = ctx.secretBox.open(row.fingerprintKey);
    if (opened !== null && fingerprintOf({ key, fingerprintKey: opened }) === row.fingerprint) return row.firstSeenAt;
  }
  return null;
}

async function noteNew(ctx: SecretContext, { name, key }: NamedKey): Promise<Date> {
  const fingerprintKey = randomBytes(32).toString('base64');
  const firstSeenAt = ctx.clock.now();
  await ctx.db.insert(vendorKeys).values({
    id: ctx.ids.create('vendorKey'),
    workspaceId: ctx.workspaceId,
    name,
    fingerprintKey: ctx.secretBox.seal(fingerprintKey),
    fingerprint: fingerprintOf({ key, fingerprintKey }),
    firstSeenAt,
  });
  return firstSeenAt;
}

function fingerprintOf({ key, fingerprintKey }: { key: string; fingerprintKey: string }): string {
  return createHmac('sha256', Buffer.from(fingerprintKey, 'base64')).update(key).digest('hex');
}
