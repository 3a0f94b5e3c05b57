import type { z } from 'zod';
import { audit } from '#platform/audit';
import type { Context } from '#platform/context';
import { and, eq } from '#platform/sql';
import type { UserRow } from './find-user.ts';
import type { OpenidPerson } from './schema.ts';
import { users } from './tables.ts';

const longestName = 200;

/**
 * An account for somebody whose verified address lies in a domain from which people may come uninvited, in ctx's
 * transaction; undefined where it does not, where the address has an account, or where no administrator is there yet.
 */
export async function makeNewcomer(ctx: Context, person: z.output<typeof OpenidPerson>): Promise<UserRow | undefined> {
  const { email, issuer, newcomers, isVerified } = person;
  if (newcomers === null || !isVerified) return undefined;
  const domain = email.slice(email.lastIndexOf('@') + 1);
  if (!newcomers.domains.includes(domain) || !(await hasAdministrator(ctx))) return undefined;
  const now = ctx.clock.now();
  const { role } = newcomers;
  const [user] = await ctx.db
    .insert(users)
    .values({
      id: ctx.ids.create('user'),
      workspaceId: ctx.workspaceId,
      email,
      name: nameOf(person),
      role,
      state: 'active',
      createdAt: now,
      activatedAt: now,
    })
    .onConflictDoNothing()
    .returning();
  if (user === undefined) return undefined;
  await audit({
    ctx,
    action: 'user.provisioned',
    resource: { type: 'user', id: user.id },
    details: { email, role, issuer, domain },
  });
  return user;
}

/** Whoever comes first becomes no administrator; with nobody to appoint one, the link for the first account stays. */
async function hasAdministrator(ctx: Context): Promise<boolean> {
  const [found] = await ctx.db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.workspaceId, ctx.workspaceId), eq(users.role, 'administrator'), eq(users.state, 'active')))
    .limit(1);
  return found !== undefined;
}

/** A text from outside: one line of it, without what is no letter. */
function nameOf({ name, email }: { readonly name: string | null; readonly email: string }): string {
  const line = (name ?? '').replace(/[\p{C}\s]+/gu, ' ').trim();
  return line === '' ? email : line.slice(0, longestName).trim();
}
