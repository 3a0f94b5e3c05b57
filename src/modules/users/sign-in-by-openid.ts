import type { z } from 'zod';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import type { UserRow } from './find-user.ts';
import { makeNewcomer } from './make-newcomer.ts';
import { type OpenedSession, openSession } from './open-session.ts';
import { OpenidPerson } from './schema.ts';
import { users } from './tables.ts';

/**
 * Begins a session for whoever a provider of OpenID Connect has said they are. The account is the one that was invited
 * under the address that the provider has verified, or is made where its domain is one of newcomers. Throws
 * `openid.unverified` or `openid.no-account`.
 */
export async function signInByOpenid({ ctx, input }: Verb<OpenidPerson>): Promise<OpenedSession> {
  authorise({ ctx, action: 'session.open', resource: { type: 'session', id: null } });
  const person = parseInput({ schema: OpenidPerson, input, what: 'a person as a provider knows them' });
  const { issuer } = person;
  const opened = await transact({ ctx }, async (inner) => {
    const user = person.isVerified ? await userOf(inner, person) : undefined;
    if (user === undefined) {
      const because = person.isVerified ? 'no_account' : 'unverified';
      const resource = { type: 'user', id: 'unknown' };
      const details = { issuer, because };
      await audit({ ctx: inner, action: 'session.refused', resource, result: 'refused', details });
      return null;
    }
    await activate(inner, user);
    await audit({
      ctx: inner,
      action: 'user.recognized',
      resource: { type: 'user', id: user.id },
      details: { issuer },
    });
    return openSession(inner, user);
  });
  if (opened !== null) return opened;
  if (!person.isVerified) {
    throw new SophiaError(
      'openid.unverified',
      `Expected an address that ${issuer} has verified, found one that it has not.`,
    );
  }
  throw new SophiaError(
    'openid.no-account',
    `Expected an invitation for the address that ${issuer} gives, found no account of it.`,
  );
}

/** Of two first sign-ins at the same time, one makes the account. */
async function userOf(ctx: Context, person: z.output<typeof OpenidPerson>): Promise<UserRow | undefined> {
  const { email } = person;
  return (await knownUser(ctx, email)) ?? (await makeNewcomer(ctx, person)) ?? (await knownUser(ctx, email));
}

/** A closed account stays closed. */
async function knownUser(ctx: Context, email: string): Promise<UserRow | undefined> {
  const [user] = await ctx.db
    .select()
    .from(users)
    .where(and(eq(users.workspaceId, ctx.workspaceId), eq(users.email, email)))
    .for('update');
  return user?.state === 'ended' ? undefined : user;
}

async function activate(ctx: Context, { id, state }: UserRow): Promise<void> {
  if (state === 'active') return;
  await ctx.db.update(users).set({ state: 'active', activatedAt: ctx.clock.now() }).where(eq(users.id, id));
}
