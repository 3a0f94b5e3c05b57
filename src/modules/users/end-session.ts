import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { and, eq, isNull } from '#platform/sql';
import { SessionReference } from './schema.ts';
import { sessions } from './tables.ts';

/** Ends a session at once: one's own, or anybody's with the right to manage users. */
export async function endSession({ ctx, input }: Verb<SessionReference>): Promise<{ ended: boolean }> {
  authorise({ ctx, action: 'session.end', resource: { type: 'session', id: input.sessionId } });
  const { sessionId } = parseInput({ schema: SessionReference, input, what: 'a session' });
  return transact({ ctx }, async (inner) => {
    const which = and(eq(sessions.workspaceId, inner.workspaceId), eq(sessions.id, sessionId));
    const [session] = await inner.db.select().from(sessions).where(which);
    if (session === undefined) {
      throw new SophiaError('session.ended', 'Expected a session of this workspace, found none with that id.');
    }
    const isOwn = inner.actor.type === 'user' && inner.actor.userId === session.userId;
    if (!isOwn) authorise({ ctx, action: 'user.manage', resource: { type: 'session', id: sessionId } });
    const ended = await inner.db
      .update(sessions)
      .set({ endedAt: inner.clock.now(), endedBecause: isOwn ? 'signed_out' : 'revoked' })
      .where(and(which, isNull(sessions.endedAt)))
      .returning({ id: sessions.id });
    if (ended.length === 0) return { ended: false };
    await audit({
      ctx: inner,
      action: 'session.ended',
      resource: { type: 'session', id: sessionId },
      details: { userId: session.userId, because: isOwn ? 'signed_out' : 'revoked' },
    });
    return { ended: true };
  });
}
