import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { olderThan } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, desc, eq, gt, isNull } from '#platform/sql';
import { findUser } from './find-user.ts';
import { ListSessionsInput } from './schema.ts';
import { sessions, users } from './tables.ts';

export interface SessionSummary {
  readonly sessionId: string;
  readonly email: string;
  readonly openedAt: string;
  readonly expiresAt: string;
  readonly ipAddress: string | null;
}

/**
 * The sessions that hold, the newest first: everybody's or somebody's, for those who manage users. Reading them is
 * recorded, since they tell where others are.
 */
export async function listSessions({ ctx, input }: Verb<ListSessionsInput>): Promise<{ sessions: SessionSummary[] }> {
  authorise({ ctx, action: 'user.manage', resource: { type: 'session', id: null } });
  const asked = parseInput({ schema: ListSessionsInput, input, what: 'a page of sessions' });
  const userId = asked.user === null ? null : (await findUser(ctx, asked.user)).id;
  const rows = await ctx.db
    .select({ session: sessions, email: users.email })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.workspaceId, ctx.workspaceId),
        isNull(sessions.endedAt),
        gt(sessions.expiresAt, ctx.clock.now()),
        userId === null ? undefined : eq(sessions.userId, userId),
        olderThan({ ctx, table: sessions, at: sessions.createdAt, id: asked.after }),
      ),
    )
    .orderBy(desc(sessions.createdAt), desc(sessions.id))
    .limit(asked.limit);
  await audit({ ctx, action: 'session.listed', resource: { type: 'user', id: userId ?? 'all' } });
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
