import { setTimeout as wait } from 'node:timers/promises';
import type { Answer, AskInput } from '#contracts';
import { authorise } from '#modules/access';
import { askQuestion } from './ask-question.ts';
import type { AssistantContext } from './assistant-context.ts';
import { findStop } from './find-stop.ts';
import { noteUnderWay, type StoppableQuestion } from './note-under-way.ts';

interface Asked extends AskInput {
  readonly conversation: string;
  readonly askedAt: StoppableQuestion['askedAt'];
  /** Its own conversation alone where it is left out. */
  readonly stoppedIn?: StoppableQuestion['stoppedIn'];
}

/** How soon a word to stop is heard that came to another process. */
const lookEveryMs = 500;

/** Answers a question, as `askQuestion` does, until whoever asked it has stopped it with `stopAnswer`. */
export async function askUntilStopped({ ctx, input }: { ctx: AssistantContext; input: Asked }): Promise<Answer> {
  authorise({ ctx, action: 'assistant.ask', resource: { type: 'answer', id: null } });
  const { askedAt, stoppedIn = [input.conversation], ...asked } = input;
  const enough = new AbortController();
  const ended = new AbortController();
  let stoppedUntil: number | null = null;
  async function look(): Promise<void> {
    stoppedUntil = await findStop({ ctx, input: { stoppedIn, askedAt } });
    if (stoppedUntil !== null) enough.abort();
  }
  async function watch(): Promise<void> {
    const pause = wait(lookEveryMs, true, { signal: ended.signal, ref: false }).catch(() => false);
    if (!(await pause) || enough.signal.aborted) return;
    await look().catch((error: unknown) => ctx.log.warn({ err: error }, 'Whether an answer is stopped is not known'));
    await watch();
  }
  const note = await noteUnderWay({ ctx, question: { conversation: asked.conversation, askedAt, stoppedIn } });
  // Asked anew after a crash, it may have been stopped before.
  await look();
  const watching = watch();
  const signals = [enough.signal, ...(ctx.signal === undefined ? [] : [ctx.signal])];
  try {
    return await askQuestion({ ctx: { ...ctx, signal: AbortSignal.any(signals) }, input: asked });
  } finally {
    ended.abort();
    await watching;
    await note(stoppedUntil).catch((error: unknown) =>
      ctx.log.warn({ err: error }, 'That an answer has ended could not be noted'),
    );
  }
}
