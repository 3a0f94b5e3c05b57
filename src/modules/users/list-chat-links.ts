import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, asc, eq, isNull } from '#platform/sql';
import type { ChatLink } from './schema.ts';
import { chatAccounts, users } from './tables.ts';

/** Who in the chat acts as which account because an administrator has said so, with the reason. */
export async function listChatLinks({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ links: ChatLink[] }> {
  authorise({ ctx, action: 'user.read', resource: { type: 'user', id: null } });
  const rows = await ctx.db
    .select({ link: chatAccounts, email: users.email })
    .from(chatAccounts)
    .innerJoin(users, eq(users.id, chatAccounts.userId))
    .where(and(eq(chatAccounts.workspaceId, ctx.workspaceId), isNull(chatAccounts.endedAt)))
    .orderBy(asc(users.email), asc(chatAccounts.externalId));
  return {
    links: rows.map(({ email, link }) => ({
      linkId: link.id,
      email,
      source: link.source,
      memberId: link.externalId,
      address: link.address,
      because: link.because,
      linkedAt: link.linkedAt.toISOString(),
    })),
  };
}
