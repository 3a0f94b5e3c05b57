import type { z } from 'zod';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { hashPassword, hashToken } from '#platform/crypto';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { and, eq, isNull } from '#platform/sql';
import { endSessions } from './end-sessions.ts';
import { findLink } from './find-link.ts';
import type { UserRow } from './find-user.ts';
import { hasAccounts } from './has-accounts.ts';
import { type OpenedSession, openSession } from './open-session.ts';
import { RedeemLinkInput } from './schema.ts';
import { userLinks, users } from './tables.ts';

type Person = NonNullable<z.output<typeof RedeemLinkInput>['person']>;

/**
 * Sets the password that a link is for and signs in; sessions from before end. The link for the first account makes an
 * administrator of whoever says who they are. Throws `link.invalid`, `link.expired` or `link.used`.
 */
export async function redeemLink({ ctx, input }: Verb<RedeemLinkInput>): Promise<OpenedSession> {
  authorise({ ctx, action: 'session.open', resource: { type: 'session', id: null } });
  const asked = parseInput({ schema: RedeemLinkInput, input, what: 'a link and a password' });
  const { token, person } = asked;
  const isFirst = (await findLink(ctx, token)) === null;
  if (isFirst && person === null) {
    throw new SophiaError('input.invalid', 'Expected a name and an address for the first account, found none.');
  }
  const passwordHash = await hashPassword(asked.password);
  return transact({ ctx }, async (inner) => {
    const userId = await useLink(inner, token);
    const user =
      userId === null
        ? await makeFirst(inner, { person, passwordHash })
        : await activate(inner, { userId, passwordHash });
    const ended = await endSessions(inner, { userId: user.id, because: 'password_changed' });
    await audit({
      ctx: inner,
      action: 'user.password_set',
      resource: { type: 'user', id: user.id },
      details: { endedSessions: ended.length, isFirst },
    });
    return openSession(inner, user);
  });
}

/** Of two who use it at the same time, one does. */
async function useLink(ctx: Context, token: string): Promise<string | null> {
  const [link] = await ctx.db
    .update(userLinks)
    .set({ usedAt: ctx.clock.now() })
    .where(
      and(
        eq(userLinks.workspaceId, ctx.workspaceId),
        eq(userLinks.tokenHash, hashToken(token)),
        isNull(userLinks.usedAt),
        isNull(userLinks.withdrawnAt),
      ),
    )
    .returning({ userId: userLinks.userId });
  if (link === undefined) throw new SophiaError('link.used', 'Expected a link that is still new, found it used.');
  return link.userId;
}

async function activate(
  ctx: Context,
  { userId, passwordHash }: { userId: string; passwordHash: string },
): Promise<UserRow> {
  const [user] = await ctx.db
    .update(users)
    .set({ passwordHash, state: 'active', activatedAt: ctx.clock.now() })
    .where(eq(users.id, userId))
    .returning();
  if (user === undefined) throw new SophiaError('link.invalid', 'Expected the account of the link, found none.');
  return user;
}

/** Whoever was invited with that address, and has not used it, becomes an administrator all the same. */
async function makeFirst(
  ctx: Context,
  { person, passwordHash }: { person: Person | null; passwordHash: string },
): Promise<UserRow> {
  if (person === null) throw new SophiaError('link.invalid', 'Expected the account of the link, found none.');
  if (await hasAccounts({ ctx })) {
    throw new SophiaError('link.used', 'Expected nobody to have an account yet, found that somebody has.');
  }
  const now = ctx.clock.now();
  const active = { name: person.name, role: 'administrator', state: 'active', passwordHash, activatedAt: now } as const;
  const [user] = await ctx.db
    .insert(users)
    .values({
      id: ctx.ids.create('user'),
      workspaceId: ctx.workspaceId,
      email: person.email,
      createdAt: now,
      ...active,
    })
    .onConflictDoUpdate({ target: [users.workspaceId, users.email], set: active })
    .returning();
  if (user === undefined)
    throw new SophiaError('link.invalid', 'Expected the first account, found that it was not made.');
  return user;
}
