import { z } from 'zod';
import { Answer, type RatedQuestion } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { olderThan } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, desc, eq, isNotNull } from '#platform/sql';
import { readConsequences } from './read-consequences.ts';
import { assistantInteractions } from './tables.ts';

const ListInput = z.strictObject({
  /** Those with a thumb alone: the evaluation set. */
  rated: z.boolean(),
  limit: z.int().min(1).max(500),
  /** The id behind which the list goes on. */
  after: z.string().min(1).max(200).nullable().default(null),
});
type ListInput = z.input<typeof ListInput>;

/**
 * What was asked, the newest first, with how it was answered and rated, and what became of it. Reading it is recorded:
 * the questions are those of others.
 */
export async function listRatedQuestions({ ctx, input }: Verb<ListInput>): Promise<{ questions: RatedQuestion[] }> {
  authorise({ ctx, action: 'assistant.read', resource: { type: 'answer', id: null } });
  const { rated, limit, after } = parseInput({ schema: ListInput, input, what: 'a listing of questions' });
  const rows = await ctx.db
    .select()
    .from(assistantInteractions)
    .where(
      and(
        eq(assistantInteractions.workspaceId, ctx.workspaceId),
        rated ? isNotNull(assistantInteractions.rating) : undefined,
        olderThan({ ctx, table: assistantInteractions, at: assistantInteractions.askedAt, id: after }),
      ),
    )
    .orderBy(desc(assistantInteractions.askedAt), desc(assistantInteractions.id))
    .limit(limit);
  const details = { rated, questions: rows.length };
  await audit({ ctx, action: 'answer.listed', resource: { type: 'answer', id: 'all' }, details });
  const consequences = await readConsequences({ ctx, interactions: rows });
  return {
    questions: rows.map((row) => ({
      answerId: row.id,
      question: row.question,
      channel: row.channel,
      intent: row.intent,
      outcome: row.outcome,
      text: Answer.parse(row.answer).text,
      rating: row.rating,
      reason: row.ratingReason,
      askedBy: row.askedBy,
      askedAt: row.askedAt.toISOString(),
      mode: row.mode,
      consequences: consequences.get(row.id) ?? [],
    })),
  };
}
