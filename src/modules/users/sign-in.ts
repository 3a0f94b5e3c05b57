import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { verifyPassword } from '#platform/crypto';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import type { UserRow } from './find-user.ts';
import { type OpenedSession, openSession } from './open-session.ts';
import { SignInInput } from './schema.ts';
import { users } from './tables.ts';
import { forgetFailures, takeTry } from './take-try.ts';

/**
 * Begins a session for an address and its password. Throws `sign-in.wrong`, the same for an unknown address, and
 * `sign-in.slowed` after several wrong ones from one place.
 */
export async function signIn({ ctx, input }: Verb<SignInInput>): Promise<OpenedSession> {
  authorise({ ctx, action: 'session.open', resource: { type: 'session', id: null } });
  const { email, password } = parseInput({ schema: SignInInput, input, what: 'an address and a password' });
  const address = email.trim().toLowerCase();
  const tries = await takeTry(ctx, address);
  const user = await activeUser(ctx, address);
  const isRight = await verifyPassword({ password, hash: user?.passwordHash ?? null });
  const opened = await transact({ ctx }, async (inner) => {
    if (user === undefined || !isRight) {
      await audit({
        ctx: inner,
        action: 'session.refused',
        resource: { type: 'user', id: user?.id ?? 'unknown' },
        result: 'refused',
        details: { tries },
      });
      return null;
    }
    await forgetFailures(inner, address);
    return openSession(inner, user);
  });
  if (opened !== null) return opened;
  throw new SophiaError('sign-in.wrong', 'Expected an address and the password that belongs to it.');
}

async function activeUser(ctx: Context, email: string): Promise<UserRow | undefined> {
  const [user] = await ctx.db
    .select()
    .from(users)
    .where(and(eq(users.workspaceId, ctx.workspaceId), eq(users.email, email), eq(users.state, 'active')));
  return user;
}
