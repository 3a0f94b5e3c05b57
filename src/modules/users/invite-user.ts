import { authorise, authoriseGiving } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { permissionsOf } from './issue-token.ts';
import { InviteUserInput } from './schema.ts';
import { users } from './tables.ts';
import { writeLink } from './write-link.ts';

/** A link that sets a password once; the token is in no table and no log. */
export interface Invitation {
  readonly userId: string;
  readonly token: string;
  readonly expiresAt: string;
}

/** Gives somebody an account and a link to set a password with. An address has one account. */
export async function inviteUser({ ctx, input }: Verb<InviteUserInput>): Promise<Invitation> {
  authorise({ ctx, action: 'user.manage', resource: { type: 'user', id: null } });
  const { email, name, role } = parseInput({ schema: InviteUserInput, input, what: 'an address, a name and a role' });
  const giving = { ctx, action: 'user.manage', resource: { type: 'user', id: null } } as const;
  authoriseGiving({ ...giving, permissions: permissionsOf(role) });
  return transact({ ctx }, async (inner) => {
    const userId = inner.ids.create('user');
    const made = await inner.db
      .insert(users)
      .values({
        id: userId,
        workspaceId: inner.workspaceId,
        email,
        name,
        role,
        state: 'invited',
        createdAt: inner.clock.now(),
      })
      .onConflictDoNothing()
      .returning({ id: users.id });
    if (made.length === 0) {
      const [known] = await inner.db
        .select({ state: users.state })
        .from(users)
        .where(and(eq(users.workspaceId, inner.workspaceId), eq(users.email, email)));
      throw new SophiaError(
        'input.invalid',
        `Expected an address without an account, found that ${email} has one (${known?.state ?? 'unknown'}): \`sophia users link ${email}\` makes a new link for it.`,
      );
    }
    const { token, expiresAt } = await writeLink(inner, userId);
    await audit({
      ctx: inner,
      action: 'user.invited',
      resource: { type: 'user', id: userId },
      details: { email, role },
    });
    return { userId, token, expiresAt: expiresAt.toISOString() };
  });
}
