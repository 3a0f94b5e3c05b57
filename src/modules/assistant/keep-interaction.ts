import { type Answer, type AskInput, wordsOfRemovedCall } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context } from '#platform/context';
import { transact } from '#platform/db';
import { sql } from '#platform/sql';
import type { Slots } from './entities/slots.ts';
import { assistantInteractions } from './tables.ts';

/** Keeps a question with how it was understood and what was answered; nothing is kept of what a removed call said. */
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
      answer: (await standsOnCalls({ ctx: inner, answer })) ? answer : { ...answer, ...wordsOfRemovedCall },
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

/** Whether every call that is cited is still there; none of them goes before the answer is kept. */
async function standsOnCalls({ ctx, answer }: { ctx: Context; answer: Answer }): Promise<boolean> {
  const cited = [...new Set(answer.citations.flatMap(({ callId }) => callId ?? []))];
  if (cited.length === 0) return true;
  const { rows } = await ctx.db.execute(sql`select id from calls
    where workspace_id = ${ctx.workspaceId} and id = any(${sql.param(cited)}::text[]) for key share`);
  return rows.length === cited.length;
}
