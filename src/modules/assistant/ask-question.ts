import { type Answer, AskInput, longestQuestion } from '#contracts';
import { authorise } from '#modules/access';
import { parseInput, SophiaError } from '#platform/errors';
import { answerKind } from './answer-kind.ts';
import type { AssistantContext } from './assistant-context.ts';
import { authoriseReading } from './authorise-reading.ts';
import { readEarlier } from './continue-conversation.ts';
import { findChosen } from './entities/find-chosen.ts';
import { emptySlots, type Slots } from './entities/slots.ts';
import { keepInteraction } from './keep-interaction.ts';
import { knowWorkspace } from './know-workspace.ts';
import { nameOfAsker } from './name-of-asker.ts';
import { pickChoice } from './pick-choice.ts';
import { planAnswer } from './planner/plan-answer.ts';
import { type Answered, looksForeign, sayNotAnswered } from './say-not-answered.ts';
import { type Showing, showAnswer } from './show-answer.ts';
import { type Taken, understand } from './understand.ts';

/**
 * Answers a question from what is stored, by rules: what it is about, who is meant, the number from a query, the proof
 * from calls. What no rule knows, a model plans within the asker's rights where there is one; what is not understood is
 * refused or asked back about, what is not known is said. Stopped, it keeps and returns what was shown until then.
 */
export async function askQuestion({ ctx, input }: { ctx: AssistantContext; input: AskInput }): Promise<Answer> {
  authorise({ ctx, action: 'assistant.ask', resource: { type: 'answer', id: null } });
  authoriseReading(ctx);
  const asked = parseInput({ schema: AskInput, input, what: 'a question' });
  const question = readable(asked.question);
  const began = ctx.clock.now().getTime();
  const askedBy = nameOfAsker(ctx);
  let firstWordAt: number | null = null;
  const showing = showAnswer(ctx, () => {
    firstWordAt ??= ctx.clock.now().getTime();
  });
  const reading: Reading = { certainty: 0, slots: emptySlots, by: byRules, costMicroUsd: null };
  const answered = await answerUntilStopped({ ctx, showing, reading, asked: { ...asked, question }, askedBy });
  const answer: Answer = { answerId: ctx.ids.create('answer'), ...reading.by, ...answered };
  const durationMs = Math.max(0, ctx.clock.now().getTime() - began);
  await keepInteraction({
    ctx,
    asked: { ...asked, question },
    askedBy,
    answer,
    certainty: reading.certainty,
    entities: reading.slots,
    subjects: showing.subjects(),
    durationMs,
  });
  const { intent, outcome, mode } = answer;
  const firstWordMs = firstWordAt === null ? null : Math.max(0, firstWordAt - began);
  const { costMicroUsd } = reading;
  ctx.countAnswer?.({ intent, outcome, mode, channel: asked.channel, firstWordMs, durationMs, costMicroUsd });
  await ctx.tell?.({ type: 'done', answer });
  return answer;
}

/** How a question was read, as far as it has come. */
interface Reading {
  certainty: number;
  slots: Slots;
  by: Pick<Answer, 'mode' | 'model'>;
  /** What models have cost for it so far; null while none was asked. */
  costMicroUsd: number | null;
}

const byRules = { mode: 'rules', model: null } as const;

interface Work {
  readonly ctx: AssistantContext;
  readonly showing: Showing;
  readonly reading: Reading;
  readonly asked: AskInput;
  readonly askedBy: string;
}

/** The answer, or what was shown of it when whoever asked had enough. */
async function answerUntilStopped(work: Work): Promise<Answered> {
  try {
    const answered = await answerOnce(work);
    await work.showing.answer(answered);
    return answered;
  } catch (error) {
    if (work.ctx.signal?.aborted !== true) throw error;
    return work.showing.soFar();
  }
}

async function answerOnce({ ctx, showing, reading, asked, askedBy }: Work): Promise<Answered> {
  const earlier = await readEarlier({ ctx, conversation: asked.conversation, askedBy });
  const knowledge = await knowWorkspace(ctx);
  const text = pickChoice({ reply: asked.question, choices: earlier?.choices ?? [] }) ?? asked.question;
  const chosen = await findChosen({ ctx, scope: knowledge.scope, text });
  const question = chosen?.rest ?? text;
  const understood = await understand({ ctx, knowledge, question, earlier, chosen });
  function byKind(taken: Taken): Promise<Answered> {
    reading.certainty = taken.certainty;
    reading.slots = taken.slots;
    showing.assertWanted();
    return answerKind({ ctx, ...knowledge, ...taken, question, showing });
  }
  if (understood.state === 'known') return byKind(understood.taken);
  const { choice, slots, half } = understood;
  reading.certainty = choice.certainty;
  reading.slots = slots;
  showing.assertWanted();
  const refusal = sayNotAnswered({ ctx, choice, question });
  if (choice.type !== 'out_of_scope' || looksForeign(question)) return refusal;
  function spent(costMicroUsd: number): void {
    reading.costMicroUsd = (reading.costMicroUsd ?? 0) + costMicroUsd;
  }
  const planned = await planAnswer({ ctx, knowledge, showing, question, earlier, spent });
  if (planned === null || planned.state === 'failed') {
    const answered = half === null ? refusal : await byKind(half);
    return { ...answered, unknown: [...answered.unknown, ...(planned === null ? [] : [planned.because])] };
  }
  reading.by = { mode: 'model', model: planned.model };
  return planned.answered;
}

/** Without what is no sign of writing; refused where nothing is left, or more than anybody asks at once. */
function readable(question: string): string {
  const text = question
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (text === '') {
    throw new SophiaError(
      'input.invalid',
      'Expected a question, found nothing. For example: which deals close this quarter?',
    );
  }
  if (text.length <= longestQuestion) return text;
  throw new SophiaError(
    'input.invalid',
    `Expected a question of at most ${longestQuestion.toLocaleString('en-US')} characters, found ${text.length.toLocaleString('en-US')}. Ask for one thing at a time.`,
  );
}
