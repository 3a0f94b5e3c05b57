import { type AssistantContext, askQuestion } from '#modules/assistant';
import { SophiaError } from '#platform/errors';
import { errorOf } from './error-of.ts';
import type { AskFrame } from './live-event.ts';
import { noteDenial } from './note-denial.ts';

/** The questions of one client, each under the name that it gave. */
export interface Chat {
  ask(frame: AskFrame): void;
  /** It has enough of this answer; one that has ended is none any more. */
  stop(id: string): void;
  /** The client is gone: nothing is worked at for it any more. */
  stopAll(): void;
}

interface ChatOptions {
  /** With the rights that were looked at last. */
  readonly ctx: () => AssistantContext;
  /** Sends a frame; waits where the client is slow. */
  readonly say: (frame: Readonly<Record<string, unknown>>) => Promise<void>;
}

/** So many answers of one client come at once. */
const mostAtOnce = 3;

/** Answers what a client asks, part by part, until it has enough. */
export function createChat({ ctx, say }: ChatOptions): Chat {
  const asked = new Map<string, AbortController>();
  async function answer({ id, question, conversation }: AskFrame, { signal }: AbortController): Promise<void> {
    const given = ctx();
    const acting = { ...given, requestId: given.ids.create('request') };
    try {
      await askQuestion({
        ctx: {
          ...acting,
          signal,
          tell: (event) => say({ type: 'answer', id, event }),
        },
        input: { question, conversation, channel: 'live' },
      });
    } catch (error) {
      await noteDenial({ ctx: acting, error });
      await say({ type: 'error', id, ...errorOf(knownError({ error, ctx: acting })) });
    } finally {
      asked.delete(id);
    }
  }
  return {
    ask: (frame) => {
      const problem = whyNot(asked, frame.id);
      if (problem !== null) {
        void say({ type: 'error', id: frame.id, ...errorOf(new SophiaError('input.invalid', problem)) });
        return;
      }
      const abort = new AbortController();
      asked.set(frame.id, abort);
      void answer(frame, abort);
    },
    stop: (id) => asked.get(id)?.abort(),
    stopAll: () => {
      for (const abort of asked.values()) abort.abort();
    },
  };
}

function whyNot(asked: ReadonlyMap<string, unknown>, id: string): string | null {
  if (asked.has(id)) return 'Expected another id for another question, found that of one that is being answered.';
  if (asked.size < mostAtOnce) return null;
  return `Expected at most ${mostAtOnce} questions at once, found one more: wait for an answer, or stop one.`;
}

/** Of an unforeseen error nothing is told but that it happened. */
function knownError({ error, ctx }: { error: unknown; ctx: AssistantContext }): SophiaError {
  if (error instanceof SophiaError && error.code !== 'internal.unexpected') return error;
  ctx.log.error({ err: error, requestId: ctx.requestId }, 'A question over a live connection was not answered');
  return new SophiaError('internal.unexpected', `Something unforeseen happened: see ${ctx.requestId} in the log.`);
}
