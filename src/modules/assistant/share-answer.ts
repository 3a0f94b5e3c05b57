import { ShareAnswerInput } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { nameOfAsker } from './name-of-asker.ts';
import { assistantInteractions } from './tables.ts';

/**
 * Lets others of the workspace open an answer of one's own, each with their own rights, or takes that back. Throws
 * `answer.not-found` for an answer of somebody else.
 */
export async function shareAnswer({
  ctx,
  input,
}: Verb<ShareAnswerInput>): Promise<{ answerId: string; isShared: boolean }> {
  authorise({ ctx, action: 'assistant.share', resource: { type: 'answer', id: input.answerId } });
  const { answerId, shared } = parseInput({ schema: ShareAnswerInput, input, what: 'an answer to share' });
  return transact({ ctx }, async (inner) => {
    const changed = await inner.db
      .update(assistantInteractions)
      .set({ sharedAt: shared ? inner.clock.now() : null })
      .where(
        and(
          eq(assistantInteractions.workspaceId, inner.workspaceId),
          eq(assistantInteractions.id, answerId),
          eq(assistantInteractions.askedBy, nameOfAsker(inner)),
        ),
      )
      .returning({ id: assistantInteractions.id });
    if (changed.length === 0) {
      throw new SophiaError('answer.not-found', `Expected an answer ${answerId} of your own, found none.`);
    }
    await audit({
      ctx: inner,
      action: shared ? 'answer.shared' : 'answer.no_longer_shared',
      resource: { type: 'answer', id: answerId },
      details: {},
    });
    return { answerId, isShared: shared };
  });
}
