import { audit } from '#platform/audit';
import type { Context } from '#platform/context';
import { createToken, hashToken } from '#platform/crypto';
import type { UserRow } from './find-user.ts';
import { sessions } from './tables.ts';

const sessionHours = 24;

/** A session that has begun. The token is kept by whoever has signed in and nowhere else. */
export interface OpenedSession {
  readonly sessionId: string;
  readonly token: string;
  readonly expiresAt: string;
}

/** Begins a session of at most 24 hours, in ctx's transaction. */
export async function openSession(ctx: Context, user: UserRow): Promise<OpenedSession> {
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + sessionHours * 3_600_000);
  const sessionId = ctx.ids.create('session');
  const token = createToken('session');
  await ctx.db.insert(sessions).values({
    id: sessionId,
    workspaceId: ctx.workspaceId,
    userId: user.id,
    tokenHash: hashToken(token),
    createdAt: now,
    expiresAt,
    ipAddress: ctx.ipAddress ?? null,
  });
  await audit({
    ctx,
    action: 'session.opened',
    resource: { type: 'session', id: sessionId },
    details: { userId: user.id },
  });
  return { sessionId, token, expiresAt: expiresAt.toISOString() };
}
