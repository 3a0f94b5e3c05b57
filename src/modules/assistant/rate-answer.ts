import { RateAnswerInput } from '#contracts';
import { authorise, isBounded } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { nameOfAsker } from './name-of-asker.ts';
import { assistantInteractions } from './tables.ts';

const stars = { up: 5, down: 1 } as const;

/**
 * Takes a thumb, and a reason where there is one, for an answer: it becomes a case of the evaluation set. A later word
 * takes the place of an earlier one. Whoever sees only a part rates what they asked themselves. Throws `answer.not-found`.
 */
export async function rateAnswer({ ctx, input }: Verb<RateAnswerInput>): Promise<{ answerId: string; rating: number }> {
  authorise({ ctx, action: 'assistant.rate', resource: { type: 'answer', id: input.answerId } });
  const { answerId, rating, reason } = parseInput({ schema: RateAnswerInput, input, what: 'a rating' });
  const { type } = ctx.actor;
  const ratedBy = type === 'chat_user' || type === 'user' ? nameOfAsker(ctx) : type;
  const own = isBounded(ctx) ? eq(assistantInteractions.askedBy, nameOfAsker(ctx)) : undefined;
  return transact({ ctx }, async (inner) => {
    const changed = await inner.db
      .update(assistantInteractions)
      .set({
        rating: stars[rating],
        ...(reason === null ? {} : { ratingReason: reason }),
        ratedBy,
        ratedAt: inner.clock.now(),
      })
      .where(and(eq(assistantInteractions.workspaceId, inner.workspaceId), eq(assistantInteractions.id, answerId), own))
      .returning({ id: assistantInteractions.id });
    if (changed.length === 0) throw new SophiaError('answer.not-found', `Expected an answer ${answerId}, found none.`);
    await audit({
      ctx: inner,
      action: 'answer.rated',
      resource: { type: 'answer', id: answerId },
      details: { rating: stars[rating], hasReason: reason !== null },
    });
    return { answerId, rating: stars[rating] };
  });
}
