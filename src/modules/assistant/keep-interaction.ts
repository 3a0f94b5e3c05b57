import type { Answer, AskInput } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context } from '#platform/context';
import { transact } from '#platform/db';
import type { Slots } from './entities/slots.ts';
import { assistantInteractions } from './tables.ts';

/** Keeps a question with how it was understood and what was answered. */
export async function keepInteraction({
  ctx,
  asked,
  askedBy,
  answer,
  certainty,
  entities,
  subjects,
  durationMs,
}: {
  ctx: Context;
  asked: AskInput;
  askedBy: string;
  answer: Answer;
  certainty: number;
  entities: Slots;
  /** Ids of what the answer names. */
  subjects: readonly string[];
  durationMs: number;
}): Promise<void> {
  authorise({ ctx, action: 'assistant.ask', resource: { type: 'answer', id: answer.answerId } });
  const { answerId: id, intent, outcome, mode, model } = answer;
  await transact({ ctx }, async (inner) => {
    await inner.db.insert(assistantInteractions).values({
      id,
      workspaceId: inner.workspaceId,
      askedBy,
      channel: asked.channel,
      conversation: asked.conversation,
      question: asked.question,
      intent,
      confidence: Math.min(1, Math.max(0, certainty)),
      entities,
      subjects,
      outcome,
      answer,
      mode,
      model,
      durationMs,
      askedAt: inner.clock.now(),
    });
    // What was asked stays out of the audit trail: it may name people.
    await audit({
      ctx: inner,
      action: 'question.answered',
      resource: { type: 'answer', id },
      details: { channel: asked.channel, intent, outcome, mode },
    });
  });
}
