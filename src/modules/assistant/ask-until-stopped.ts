import { setTimeout as wait } from 'node:timers/promises';
import type { Answer, AskInput } from '#contracts';
import { authorise } from '#modules/access';
import { askQuestion } from './ask-question.ts';
import type { AssistantContext } from './assistant-context.ts';
import { isAnswerStopped } from './is-answer-stopped.ts';

interface Asked extends AskInput {
  readonly conversation: string;
  /** The place of the question in its channel's own time. */
  readonly askedAt: number;
}

/** How soon a word to stop is heard that came to another process. */
const lookEveryMs = 500;

/** Answers a question, as `askQuestion` does, until whoever asked it has stopped it with `stopAnswer`. */
export async function askUntilStopped({ ctx, input }: { ctx: AssistantContext; input: Asked }): Promise<Answer> {
  authorise({ ctx, action: 'assistant.ask', resource: { type: 'answer', id: null } });
  const { askedAt, ...asked } = input;
  const enough = new AbortController();
  const ended = new AbortController();
  async function look(): Promise<void> {
    const place = { conversation: asked.conversation, askedAt };
    if (await isAnswerStopped({ ctx, input: place })) enough.abort();
  }
  async function watch(): Promise<void> {
    const pause = wait(lookEveryMs, true, { signal: ended.signal, ref: false }).catch(() => false);
    if (!(await pause) || enough.signal.aborted) return;
    await look().catch((error: unknown) => ctx.log.warn({ err: error }, 'Whether an answer is stopped is not known'));
    await watch();
  }
  // Asked anew after a crash, it may have been stopped before.
  await look();
  const watching = watch();
  const signals = [enough.signal, ...(ctx.signal === undefined ? [] : [ctx.signal])];
  try {
    return await askQuestion({ ctx: { ...ctx, signal: AbortSignal.any(signals) }, input: asked });
  } finally {
    ended.abort();
    await watching;
  }
}
