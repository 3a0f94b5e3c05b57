import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { and, eq, or } from '#platform/sql';
import { users } from './tables.ts';

export type UserRow = typeof users.$inferSelect;

/** The account with that id or address. Throws `user.not-found`. */
export async function findUser(ctx: Context, reference: string): Promise<UserRow> {
  const text = reference.trim();
  const [row] = await ctx.db
    .select()
    .from(users)
    .where(and(eq(users.workspaceId, ctx.workspaceId), or(eq(users.id, text), eq(users.email, text.toLowerCase()))));
  if (row !== undefined) return row;
  throw new SophiaError('user.not-found', `Expected an account with the id or address "${text}", found none.`);
}
