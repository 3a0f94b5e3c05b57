import type { Permission, Role } from '#contracts';
import { type Context, recordedActor } from '#platform/context';
import { createToken, hashToken } from '#platform/crypto';
import { apiKeys } from './tables.ts';

export interface NewKey {
  readonly kind: 'personal' | 'service';
  readonly name: string;
  readonly userId: string | null;
  readonly role: Role | null;
  readonly scopes: readonly Permission[] | null;
  readonly days: number | null;
}

/** A key as it is shown this once. */
export interface ShownKey {
  readonly keyId: string;
  readonly key: string;
  readonly expiresAt: string | null;
}

const hintLength = 4;

/** Writes a key, in ctx's transaction; only its hash is kept. */
export async function writeKey(ctx: Context, wanted: NewKey): Promise<ShownKey> {
  const now = ctx.clock.now();
  const key = createToken(wanted.kind === 'personal' ? 'sophia_pk' : 'sophia_sk');
  const keyId = ctx.ids.create('apiKey');
  const { days, ...rest } = wanted;
  const expiresAt = days === null ? null : new Date(now.getTime() + days * 86_400_000);
  await ctx.db.insert(apiKeys).values({
    id: keyId,
    workspaceId: ctx.workspaceId,
    ...rest,
    tokenHash: hashToken(key),
    hint: key.slice(-hintLength),
    createdAt: now,
    createdBy: recordedActor(ctx.actor),
    expiresAt,
  });
  return { keyId, key, expiresAt: expiresAt?.toISOString() ?? null };
}
