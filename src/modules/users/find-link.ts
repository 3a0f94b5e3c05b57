import type { Context } from '#platform/context';
import { hashToken } from '#platform/crypto';
import { SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import type { UserRow } from './find-user.ts';
import { hasAccounts } from './has-accounts.ts';
import { linkFault } from './link-fault.ts';
import { userLinks, users } from './tables.ts';

/**
 * Whose link it is; null for the one with which the first account is made. Throws `link.invalid`, `link.expired` or
 * `link.used`, also where somebody has made the first account by another link.
 */
export async function findLink(ctx: Context, token: string): Promise<UserRow | null> {
  const [row] = await ctx.db
    .select({ link: userLinks, user: users })
    .from(userLinks)
    .leftJoin(users, eq(users.id, userLinks.userId))
    .where(and(eq(userLinks.workspaceId, ctx.workspaceId), eq(userLinks.tokenHash, hashToken(token))));
  const fault = linkFault({ link: row?.link, now: ctx.clock.now() });
  if (fault !== null) throw fault;
  const user = row?.user ?? null;
  if (user === null && (await hasAccounts({ ctx }))) {
    throw new SophiaError('link.used', 'Expected nobody to have an account yet, found that somebody has.');
  }
  return user;
}
