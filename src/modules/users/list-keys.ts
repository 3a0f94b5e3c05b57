import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, desc, eq } from '#platform/sql';
import { ownedBy } from './find-key.ts';
import type { KeySummary } from './schema.ts';
import { apiKeys, users } from './tables.ts';

const most = 500;

/** Keys, the newest first: one's own, or everybody's for an administrator. The keys themselves are nowhere. */
export async function listKeys({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ keys: KeySummary[] }> {
  authorise({ ctx, action: 'key.read', resource: { type: 'key', id: null } });
  const rows = await ctx.db
    .select({ key: apiKeys, owner: users.email })
    .from(apiKeys)
    .leftJoin(users, eq(users.id, apiKeys.userId))
    .where(and(eq(apiKeys.workspaceId, ctx.workspaceId), ownedBy(ctx)))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
    .limit(most);
  const now = ctx.clock.now();
  return {
    keys: rows.map(({ key, owner }) => ({
      keyId: key.id,
      kind: key.kind,
      name: key.name,
      owner,
      role: key.role,
      scopes: key.scopes,
      hint: key.hint,
      state: key.revokedAt !== null ? 'revoked' : key.expiresAt !== null && key.expiresAt <= now ? 'ended' : 'valid',
      createdAt: key.createdAt.toISOString(),
      expiresAt: key.expiresAt?.toISOString() ?? null,
      lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    })),
  };
}
