import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { z } from 'zod';
import type { Permission, Role } from '#contracts';
import { actions, authorise, law, oneself, permissionOf } from '#modules/access';
import { audit } from '#platform/audit';
import type { SecretContext } from '#platform/context';
import { transact } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, desc, eq, gt } from '#platform/sql';
import { signAccessToken, tokenSeconds } from './access-token.ts';
import { signingKeys } from './tables.ts';

interface IssuedToken {
  readonly accessToken: string;
  readonly expiresAt: string;
  readonly permissions: readonly Permission[];
}

const keyDays = 30;
const PrivateKey = z.object({ kty: z.string(), crv: z.string(), x: z.string(), d: z.string() });

/** An access token of a few minutes for the session that ctx acts in. */
export async function issueToken({ ctx }: { ctx: SecretContext }): Promise<IssuedToken> {
  authorise({ ctx, action: 'session.read', resource: { type: 'session', id: null } });
  const { actor } = ctx;
  if (actor.type !== 'user' || !actor.credentialId.startsWith('ses_')) {
    throw new SophiaError('session.ended', 'Expected a session to issue a token for, found none.');
  }
  const { keyId, privateKey } = (await currentKey(ctx)) ?? (await makeKey(ctx));
  const issuedAt = Math.floor(ctx.clock.now().getTime() / 1000);
  const expires = issuedAt + tokenSeconds;
  const permissions = permissionsOf(actor.grant.role);
  const accessToken = await signAccessToken({
    claims: {
      sub: actor.userId,
      workspace: ctx.workspaceId,
      session: actor.credentialId,
      permissions: [...permissions],
      iat: issuedAt,
      exp: expires,
    },
    keyId,
    privateKey,
  });
  return { accessToken, expiresAt: new Date(expires * 1000).toISOString(), permissions };
}

/** The permissions under which a role may do anything for others; one's own session and keys are no administration. */
export function permissionsOf(role: Role): readonly Permission[] {
  const { may } = law[role];
  const own = new Set<string>(oneself);
  const forOthers = (may === 'everything' ? actions : may).filter((action) => !own.has(action));
  return [...new Set(forOthers.map(permissionOf))].toSorted();
}

interface SigningKey {
  readonly keyId: string;
  readonly privateKey: JWK;
}

/** The newest key that still signs and that this process can decrypt; null where there is none. */
async function currentKey(ctx: SecretContext): Promise<SigningKey | null> {
  const rows = await ctx.db
    .select()
    .from(signingKeys)
    .where(and(eq(signingKeys.workspaceId, ctx.workspaceId), gt(signingKeys.signsUntil, ctx.clock.now())))
    .orderBy(desc(signingKeys.createdAt), desc(signingKeys.id));
  for (const { id, privateKey } of rows) {
    const opened = ctx.secretBox.open(privateKey);
    if (opened !== null) return { keyId: id, privateKey: PrivateKey.parse(JSON.parse(opened)) };
  }
  return null;
}

/** A new key every 30 days, and where the ones there are were encrypted with a key that is gone. */
async function makeKey(ctx: SecretContext): Promise<SigningKey> {
  authorise({ ctx, action: 'session.read', resource: { type: 'key', id: null } });
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const [privateKey, publicKey] = [await exportJWK(pair.privateKey), await exportJWK(pair.publicKey)];
  return transact({ ctx }, async (inner) => {
    const keyId = inner.ids.create('signingKey');
    const now = inner.clock.now();
    await inner.db.insert(signingKeys).values({
      id: keyId,
      workspaceId: inner.workspaceId,
      publicKey,
      privateKey: ctx.secretBox.seal(JSON.stringify(privateKey)),
      createdAt: now,
      signsUntil: new Date(now.getTime() + keyDays * 86_400_000),
    });
    await audit({ ctx: inner, action: 'signing_key.created', resource: { type: 'key', id: keyId } });
    return { keyId, privateKey };
  });
}
