import { authorise, authoriseGiving } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { and, count, eq, ne } from '#platform/sql';
import { assertVersion } from './assert-version.ts';
import { endSessions } from './end-sessions.ts';
import { findUser, type UserRow } from './find-user.ts';
import { permissionsOf } from './issue-token.ts';
import { ChangeUserInput } from './schema.ts';
import { users } from './tables.ts';
import { versionOfUser } from './version-of.ts';

/**
 * Gives somebody another role, or closes their account: sessions end, and keys no longer hold. The record keeps what
 * was before. Throws `user.last-administrator` where nobody would be left to appoint anybody, and `access.stale`
 * where somebody has changed the account since it was read.
 */
export async function changeUser({ ctx, input }: Verb<ChangeUserInput>): Promise<{ changed: boolean }> {
  authorise({ ctx, action: 'user.manage', resource: { type: 'user', id: input.user } });
  const asked = parseInput({ schema: ChangeUserInput, input, what: 'an account with a role or a state' });
  return transact({ ctx }, async (inner) => {
    await lockUsers(inner);
    const user = await lockUser(inner, asked.user);
    const what = `the account of ${user.email}`;
    assertVersion({ replaces: asked.replaces, version: versionOfUser(user), what });
    const resource = { type: 'user', id: user.id } as const;
    if (asked.role !== null) {
      const permissions = permissionsOf(asked.role);
      authoriseGiving({ ctx: inner, action: 'user.manage', resource, permissions });
    }
    const before = { role: user.role, state: user.state };
    const after = { role: asked.role ?? user.role, state: asked.state ?? user.state };
    if (before.role === after.role && before.state === after.state) return { changed: false };
    const steps = before.role === 'administrator' && before.state === 'active';
    const stays = after.role === 'administrator' && after.state === 'active';
    if (steps && !stays) await assertAnother(inner, user.id);
    await inner.db
      .update(users)
      .set({ ...after, endedAt: after.state === 'ended' ? inner.clock.now() : null })
      .where(eq(users.id, user.id));
    const because = after.state === 'ended' ? 'revoked' : 'rights_changed';
    const ended = await endSessions(inner, { userId: user.id, because });
    await audit({
      ctx: inner,
      action: after.state === 'ended' ? 'user.ended' : 'user.changed',
      resource,
      details: { before, after, endedSessions: ended.length },
    });
    return { changed: true };
  });
}

/** Two administrators who demote each other at the same time would leave none. */
async function lockUsers(ctx: Context): Promise<void> {
  await ctx.db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.workspaceId, ctx.workspaceId), eq(users.role, 'administrator')))
    .orderBy(users.id)
    .for('update');
}

/** Two who change the same account go one after the other. */
async function lockUser(ctx: Context, reference: string): Promise<UserRow> {
  const { id } = await findUser(ctx, reference);
  const [user] = await ctx.db.select().from(users).where(eq(users.id, id)).for('update');
  return user ?? findUser(ctx, reference);
}

async function assertAnother(ctx: Context, userId: string): Promise<void> {
  const [others] = await ctx.db
    .select({ count: count() })
    .from(users)
    .where(
      and(
        eq(users.workspaceId, ctx.workspaceId),
        eq(users.role, 'administrator'),
        eq(users.state, 'active'),
        ne(users.id, userId),
      ),
    );
  if ((others?.count ?? 0) > 0) return;
  throw new SophiaError('user.last-administrator', 'Expected another administrator to be there, found none.');
}
