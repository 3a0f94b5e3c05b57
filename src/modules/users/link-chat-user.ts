import type { z } from 'zod';
import { authorise, authoriseGiving } from '#modules/access';
import { audit } from '#platform/audit';
import { type Context, recordedActor, type Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { and, eq, isNull } from '#platform/sql';
import { findUser } from './find-user.ts';
import { permissionsOf } from './issue-token.ts';
import { LinkChatUserInput } from './schema.ts';
import { chatAccounts, users } from './tables.ts';

/**
 * Says that somebody in the chat, whose address there is another one, is the person of an account: from then on they act
 * as it there. It counts while the chat gives that address and no other, so a member who is renamed is nobody again.
 * Throws `user.not-found`, and `input.invalid` where the address has an account of its own.
 */
export async function linkChatUser({ ctx, input }: Verb<LinkChatUserInput>): Promise<{ linkId: string }> {
  authorise({ ctx, action: 'user.manage', resource: { type: 'user', id: input.user } });
  const asked = parseInput({ schema: LinkChatUserInput, input, what: 'an account, a member of the chat and a reason' });
  const { source, memberId, address, because } = asked;
  return transact({ ctx }, async (inner) => {
    const user = await findUser(inner, asked.user);
    const resource = { type: 'user', id: user.id } as const;
    authoriseGiving({ ctx: inner, action: 'user.manage', resource, permissions: permissionsOf(user.role) });
    const [other] = await inner.db
      .select({ email: users.email })
      .from(users)
      .where(and(eq(users.workspaceId, inner.workspaceId), eq(users.email, address)));
    if (other !== undefined) {
      const found = other.email === user.email ? 'that it is the address of this account' : 'that it has one';
      throw new SophiaError('input.invalid', `Expected an address in the chat without an account, found ${found}.`);
    }
    const { linkId, before } = await hold(inner, { asked, userId: user.id });
    const after = { userId: user.id, email: user.email, address };
    const details = { linkId, source, memberId, because, before, after };
    await audit({ ctx: inner, action: 'user.chat_linked', resource, details });
    return { linkId };
  });
}

/** Of those who join one member at the same moment, each ends what the one before has said. */
async function hold(
  ctx: Context,
  { asked, userId }: { asked: z.output<typeof LinkChatUserInput>; userId: string },
): Promise<{ linkId: string; before: { userId: string; address: string } | null }> {
  const { source, memberId, address, because } = asked;
  const id = ctx.ids.create('chatAccount');
  const [linkedBy, linkedAt] = [recordedActor(ctx.actor), ctx.clock.now()];
  const row = { id, workspaceId: ctx.workspaceId, source, externalId: memberId, address, userId, because };
  for (;;) {
    const [before] = await ctx.db
      .update(chatAccounts)
      .set({ endedAt: linkedAt })
      .where(
        and(
          eq(chatAccounts.workspaceId, ctx.workspaceId),
          eq(chatAccounts.source, source),
          eq(chatAccounts.externalId, memberId),
          isNull(chatAccounts.endedAt),
        ),
      )
      .returning({ userId: chatAccounts.userId, address: chatAccounts.address });
    const made = await ctx.db
      .insert(chatAccounts)
      .values({ ...row, linkedBy, linkedAt })
      .onConflictDoNothing()
      .returning({ id: chatAccounts.id });
    if (made.length > 0) return { linkId: id, before: before ?? null };
  }
}
