import { authorise, isAllowed } from '#modules/access';
import type { Context, Verb } from '#platform/context';
import { and, asc, eq, isNull, max, sql } from '#platform/sql';
import type { UserSummary } from './schema.ts';
import { sessions, teamMembers, teams, users } from './tables.ts';
import { versionOfUser } from './version-of.ts';

/**
 * Everybody with an account, by address, with their teams; for those who manage users also when each has last signed in,
 * and how many of their sessions hold.
 */
export async function listUsers({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ users: UserSummary[] }> {
  authorise({ ctx, action: 'user.read', resource: { type: 'user', id: null } });
  const rows = await ctx.db
    .select()
    .from(users)
    .where(eq(users.workspaceId, ctx.workspaceId))
    .orderBy(asc(users.email));
  const memberships = await ctx.db
    .select({ userId: teamMembers.userId, name: teams.name, leads: teamMembers.leads })
    .from(teamMembers)
    .innerJoin(teams, eq(teams.id, teamMembers.teamId))
    .where(eq(teamMembers.workspaceId, ctx.workspaceId))
    .orderBy(asc(teams.name));
  const byUser = Map.groupBy(memberships, ({ userId }) => userId);
  const presence = isAllowed({ ctx, action: 'user.manage' }) ? await readPresence(ctx) : null;
  return {
    users: rows.map((row) => ({
      userId: row.id,
      email: row.email,
      name: row.name,
      role: row.role,
      state: row.state,
      teams: (byUser.get(row.id) ?? []).map(({ name, leads }) => ({ name, leads })),
      createdAt: row.createdAt.toISOString(),
      lastSignInAt: presence?.get(row.id)?.lastSignInAt?.toISOString() ?? null,
      openSessions: presence === null ? null : (presence.get(row.id)?.openSessions ?? 0),
      version: versionOfUser(row),
    })),
  };
}

async function readPresence(ctx: Context) {
  const now = ctx.clock.now();
  const holds = and(isNull(sessions.endedAt), sql`${sessions.expiresAt} > ${now.toISOString()}`);
  const rows = await ctx.db
    .select({
      userId: sessions.userId,
      lastSignInAt: max(sessions.createdAt),
      openSessions: sql`count(*) filter (where ${holds})`.mapWith(Number),
    })
    .from(sessions)
    .where(eq(sessions.workspaceId, ctx.workspaceId))
    .groupBy(sessions.userId);
  return new Map(rows.map((row) => [row.userId, row]));
}
