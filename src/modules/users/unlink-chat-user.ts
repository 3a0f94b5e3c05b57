import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { and, eq, isNull } from '#platform/sql';
import { ChatUserReference } from './schema.ts';
import { chatAccounts } from './tables.ts';

/** Takes somebody in the chat apart from the account again; they are known by their own address. Throws `user.not-found`. */
export async function unlinkChatUser({ ctx, input }: Verb<ChatUserReference>): Promise<{ linkId: string }> {
  authorise({ ctx, action: 'user.manage', resource: { type: 'user', id: null } });
  const { source, memberId } = parseInput({ schema: ChatUserReference, input, what: 'a member of the chat' });
  return transact({ ctx }, async (inner) => {
    const [ended] = await inner.db
      .update(chatAccounts)
      .set({ endedAt: inner.clock.now() })
      .where(
        and(
          eq(chatAccounts.workspaceId, inner.workspaceId),
          eq(chatAccounts.source, source),
          eq(chatAccounts.externalId, memberId),
          isNull(chatAccounts.endedAt),
        ),
      )
      .returning();
    if (ended === undefined) {
      const expected = `Expected an account that the ${source} member ${memberId} was joined with`;
      throw new SophiaError('user.not-found', `${expected}, found none.`);
    }
    const { id: linkId, userId, address } = ended;
    const details = { linkId, source, memberId, address };
    await audit({ ctx: inner, action: 'user.chat_unlinked', resource: { type: 'user', id: userId }, details });
    return { linkId };
  });
}
