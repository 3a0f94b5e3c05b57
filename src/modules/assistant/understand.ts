import type { Context } from '#platform/context';
import { borrowSubject, type EarlierQuestion, isContinuation, mergeSlots } from './continue-conversation.ts';
import { readQuestion } from './entities/read-question.ts';
import type { ReadQuestion } from './entities/slots.ts';
import { type Choice, chooseKind, kindOf } from './intent/choose-kind.ts';
import type { Knowledge } from './know-workspace.ts';
import { stagesMeant } from './stages-meant.ts';

/** What a question names, with what it leaves out of the one before, and the kind of question that it is. */
export async function understand({
  ctx,
  knowledge,
  question,
  earlier,
}: {
  ctx: Context;
  knowledge: Knowledge;
  question: string;
  earlier: EarlierQuestion | null;
}): Promise<{ choice: Choice; read: ReadQuestion }> {
  const alone = await readQuestion({
    ctx,
    text: question,
    ...knowledge,
    stages: stagesMeant({ knowledge, question, earlier }),
  });
  const before = earlier === null ? null : kindOf(earlier.intent);
  if (earlier !== null && before !== null && isContinuation(alone.masked)) {
    const slots = mergeSlots({ earlier: earlier.slots, now: alone.slots });
    return { choice: { type: 'kind', kind: before, certainty: 1, slots }, read: { masked: alone.masked, slots } };
  }
  const read = borrowSubject({ earlier, read: alone });
  const choice = chooseKind(read);
  return { choice, read: choice.type === 'kind' ? { ...read, slots: choice.slots } : read };
}
