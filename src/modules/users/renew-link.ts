import { authorise, authoriseGiving } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { eq } from '#platform/sql';
import { findUser } from './find-user.ts';
import type { Invitation } from './invite-user.ts';
import { permissionsOf } from './issue-token.ts';
import { UserReference } from './schema.ts';
import { users } from './tables.ts';
import { writeLink } from './write-link.ts';

/**
 * A new link for somebody who has lost theirs or forgotten the password; an account that was closed opens again with
 * it. The password that holds goes on to hold until the link is used.
 */
export async function renewLink({ ctx, input }: Verb<UserReference>): Promise<Invitation> {
  authorise({ ctx, action: 'user.manage', resource: { type: 'user', id: input.user } });
  const { user } = parseInput({ schema: UserReference, input, what: 'an account' });
  return transact({ ctx }, async (inner) => {
    const { id: userId, state, role } = await findUser(inner, user);
    const giving = { ctx: inner, action: 'user.manage', resource: { type: 'user', id: userId } } as const;
    authoriseGiving({ ...giving, permissions: permissionsOf(role) });
    if (state === 'ended') {
      await inner.db
        .update(users)
        .set({ state: 'invited', passwordHash: null, endedAt: null })
        .where(eq(users.id, userId));
    }
    const { token, expiresAt } = await writeLink(inner, userId);
    await audit({
      ctx: inner,
      action: 'user.link_renewed',
      resource: { type: 'user', id: userId },
      details: { state },
    });
    return { userId, token, expiresAt: expiresAt.toISOString() };
  });
}
