import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context, UserActor, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, eq, isNull } from '#platform/sql';
import type { UserRow } from './find-user.ts';
import { grantFor } from './grant-for.ts';
import { hasAccounts } from './has-accounts.ts';
import { chatAccounts, users } from './tables.ts';

interface ChatUser {
  /** The chat, such as `slack`. */
  readonly source: string;
  readonly userId: string;
  /** As the chat's vendor has verified it. */
  readonly email: string;
}

/**
 * Whose account a person in the chat has: the one with their address, otherwise the one that an administrator has joined
 * them with; null where nobody has one. Throws `account.missing`, which tells nothing of an account they were joined with
 * before: somebody else may have the member by now.
 */
export async function identifyChatUser({ ctx, input }: Verb<ChatUser>): Promise<UserActor | null> {
  authorise({ ctx, action: 'session.open', resource: { type: 'user', id: null } });
  if (!(await hasAccounts({ ctx }))) return null;
  const email = input.email.trim().toLowerCase();
  const link = await linkOf(ctx, input);
  const user = (await userWith(ctx, email)) ?? (link?.address === email ? link.user : undefined);
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
  const lapsed = link === null || link.address === email ? null : link;
  if (lapsed !== null) {
    await transact({ ctx }, async (inner) => {
      const { linkId, address, user: joined } = lapsed;
      const details = {
        because: 'another_address',
        linkId,
        source: input.source,
        memberId: input.userId,
        address,
        email,
      };
      const resource = { type: 'user', id: joined.id };
      await audit({ ctx: inner, action: 'session.refused', resource, result: 'refused', details });
    });
  }
  const before =
    lapsed === null
      ? ''
      : ' An administrator had joined this member with an account while the address was another one: that does not count any more.';
  throw new SophiaError(
    'account.missing',
    `Expected an account of Sophia for ${email}, the address that ${nameOf(input.source)} gives for the member ${input.userId}, found ${found}.${before}`,
  );
}

interface ChatLinkRow {
  readonly linkId: string;
  readonly address: string;
  readonly user: UserRow;
}

/** What an administrator has said of this member of the chat; null where nobody has. */
async function linkOf(ctx: Context, { source, userId }: ChatUser): Promise<ChatLinkRow | null> {
  const [row] = await ctx.db
    .select({ linkId: chatAccounts.id, address: chatAccounts.address, user: users })
    .from(chatAccounts)
    .innerJoin(users, eq(users.id, chatAccounts.userId))
    .where(
      and(
        eq(chatAccounts.workspaceId, ctx.workspaceId),
        eq(chatAccounts.source, source),
        eq(chatAccounts.externalId, userId),
        isNull(chatAccounts.endedAt),
      ),
    );
  return row ?? null;
}

async function userWith(ctx: Context, email: string): Promise<UserRow | undefined> {
  const [user] = await ctx.db
    .select()
    .from(users)
    .where(and(eq(users.workspaceId, ctx.workspaceId), eq(users.email, email)));
  return user;
}

function nameOf(source: string): string {
  return source.charAt(0).toUpperCase() + source.slice(1);
}
