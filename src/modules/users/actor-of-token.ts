import { z } from 'zod';
import type { Context, UserActor } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { readAccessToken } from './access-token.ts';
import { actorOfSessionId } from './actor-of-session.ts';
import { signingKeys } from './tables.ts';

const PublicKey = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() });

/** Who holds an access token; its session is looked at each time, so that the end of one ends the other at once. */
export async function actorOfToken(ctx: Context, token: string): Promise<UserActor> {
  const claims = await readAccessToken({ token, now: ctx.clock.now(), findKey: (keyId) => findKey(ctx, keyId) });
  const actor = await actorOfSessionId(ctx, claims.session);
  if (actor.userId !== claims.sub || claims.workspace !== ctx.workspaceId) {
    throw new SophiaError('token.invalid', 'Expected an access token for this workspace, found one of another.');
  }
  return actor;
}

async function findKey(ctx: Context, keyId: string): Promise<z.infer<typeof PublicKey> | null> {
  const [row] = await ctx.db
    .select({ publicKey: signingKeys.publicKey })
    .from(signingKeys)
    .where(and(eq(signingKeys.workspaceId, ctx.workspaceId), eq(signingKeys.id, keyId)));
  return row === undefined ? null : PublicKey.parse(row.publicKey);
}
