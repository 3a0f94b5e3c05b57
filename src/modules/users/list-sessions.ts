import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, desc, eq, gt, isNull } from '#platform/sql';
import { sessions, users } from './tables.ts';

export interface SessionSummary {
  readonly sessionId: string;
  readonly email: string;
  readonly openedAt: string;
  readonly expiresAt: string;
  readonly ipAddress: string | null;
}

const most = 500;

/** The sessions that hold, the newest first: everybody's, for those who manage users. */
export async function listSessions({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ sessions: SessionSummary[] }> {
  authorise({ ctx, action: 'user.manage', resource: { type: 'session', id: null } });
  const rows = await ctx.db
    .select({ session: sessions, email: users.email })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(eq(sessions.workspaceId, ctx.workspaceId), isNull(sessions.endedAt), gt(sessions.expiresAt, ctx.clock.now())),
    )
    .orderBy(desc(sessions.createdAt))
    .limit(most);
  return {
    sessions: rows.map(({ session, email }) => ({
      sessionId: session.id,
      email,
      openedAt: session.createdAt.toISOString(),
      expiresAt: session.expiresAt.toISOString(),
      ipAddress: session.ipAddress,
    })),
  };
}
