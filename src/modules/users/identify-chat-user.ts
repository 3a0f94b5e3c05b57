import { authorise } from '#modules/access';
import type { UserActor, Verb } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { grantFor } from './grant-for.ts';
import { hasAccounts } from './has-accounts.ts';
import { users } from './tables.ts';

interface ChatUser {
  /** The chat, such as `slack`. */
  readonly source: string;
  readonly userId: string;
  /** As the chat's vendor has verified it. */
  readonly email: string;
}

/**
 * Whose account a person in the chat has, with the rights of this moment; null as long as nobody has an account. Throws
 * `account.missing` where others have one and this person has none that is in use.
 */
export async function identifyChatUser({ ctx, input }: Verb<ChatUser>): Promise<UserActor | null> {
  authorise({ ctx, action: 'session.open', resource: { type: 'user', id: null } });
  if (!(await hasAccounts({ ctx }))) return null;
  const email = input.email.trim().toLowerCase();
  const [user] = await ctx.db
    .select()
    .from(users)
    .where(and(eq(users.workspaceId, ctx.workspaceId), eq(users.email, email)));
  if (user?.state === 'active') {
    return {
      type: 'user',
      userId: user.id,
      name: user.name,
      email: user.email,
      grant: await grantFor(ctx, { user, role: user.role, scopes: null }),
      credentialId: `${input.source}:${input.userId}`,
    };
  }
  const found =
    user === undefined
      ? 'none'
      : user.state === 'invited'
        ? 'an invitation that was not used yet'
        : 'one that is closed';
  throw new SophiaError('account.missing', `Expected an account of Sophia for ${email}, found ${found}.`);
}
