import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { olderThan } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, desc, eq } from '#platform/sql';
import { ownedBy } from './find-key.ts';
import { type KeySummary, ListKeysInput } from './schema.ts';
import { apiKeys, users } from './tables.ts';

/** Keys, the newest first: one's own, or everybody's for an administrator. The keys themselves are nowhere. */
export async function listKeys({ ctx, input }: Verb<ListKeysInput>): Promise<{ keys: KeySummary[] }> {
  authorise({ ctx, action: 'key.read', resource: { type: 'key', id: null } });
  const { limit, after } = parseInput({ schema: ListKeysInput, input, what: 'a page of keys' });
  const rows = await ctx.db
    .select({ key: apiKeys, owner: users.email })
    .from(apiKeys)
    .leftJoin(users, eq(users.id, apiKeys.userId))
    .where(
      and(
        eq(apiKeys.workspaceId, ctx.workspaceId),
        ownedBy(ctx),
        olderThan({ ctx, table: apiKeys, at: apiKeys.createdAt, id: after }),
      ),
    )
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
    .limit(limit);
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
