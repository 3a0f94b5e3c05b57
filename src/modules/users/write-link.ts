import type { Context } from '#platform/context';
import { createToken, hashToken } from '#platform/crypto';
import { and, eq, isNull } from '#platform/sql';
import { userLinks } from './tables.ts';

const linkHours = 72;

/**
 * A new link for somebody, or with null for whoever is to be the first, in ctx's transaction; the ones before it no
 * longer work. The token is returned this once.
 */
export async function writeLink(ctx: Context, userId: string | null): Promise<{ token: string; expiresAt: Date }> {
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + linkHours * 3_600_000);
  const token = createToken('welcome');
  await ctx.db
    .update(userLinks)
    .set({ withdrawnAt: now })
    .where(
      and(
        eq(userLinks.workspaceId, ctx.workspaceId),
        userId === null ? isNull(userLinks.userId) : eq(userLinks.userId, userId),
        isNull(userLinks.usedAt),
        isNull(userLinks.withdrawnAt),
      ),
    );
  await ctx.db.insert(userLinks).values({
    id: ctx.ids.create('userLink'),
    workspaceId: ctx.workspaceId,
    userId,
    tokenHash: hashToken(token),
    createdAt: now,
    expiresAt,
  });
  return { token, expiresAt };
}
