import type { RenderedMessage } from '#modules/notifications';
import type { Context } from '#platform/context';
import { commands } from './commands/find-command.ts';
import { renderHelp } from './commands/help.ts';
import { plainText } from './plain-text.ts';
import { renderAnswer } from './render-answer.ts';
import type { SlackSurface } from './slack-surface.ts';
import type { StopOffer } from './stop-offer.ts';
import type { StopWord } from './stop-word.ts';
import type { StreamedReply } from './streamed-reply.ts';
import { summarizeThread } from './summarize-thread.ts';
import { isSummaryRequest } from './summary-request.ts';

/**
 * What is said to a message: the answer to its question; what there is, where it asks for that or for nothing; that no
 * more is looked up, where it is a word to stop; what was said in its thread, where it asks for that.
 */
export async function answerMessage({
  surface,
  ctx,
  text,
  place,
  thread,
  messageId,
  stop,
  streamed,
  offer,
}: {
  surface: SlackSurface;
  /** As whom the person acts. */
  ctx: Context;
  text: string;
  /** Its conversation, its own place in that, and where a word to stop ends its answer. */
  place: { readonly conversation: string; readonly askedAt: number; readonly stoppedIn: readonly string[] };
  /** The thread that it was written in; null at the top of a channel. */
  thread: { readonly channelId: string; readonly threadId: string } | null;
  messageId: string;
  /** What it stops; null where it is no word for that. */
  stop: StopWord | null;
  streamed: StreamedReply | null;
  offer: StopOffer;
}): Promise<RenderedMessage[]> {
  const { services } = surface;
  const question = plainText(text);
  if (question === '') return renderHelp(commands);
  if (stop !== null) {
    const { wasUnderWay } = await services.stopAnswer({ ctx, input: stop });
    return [{ text: wasUnderWay ? stopped : nothingToStop, blocks: [] }];
  }
  if (isSummaryRequest({ text, isInThread: thread !== null })) {
    return thread === null ? [{ text: noThread, blocks: [] }] : summarizeThread({ surface, thread, messageId });
  }
  const { conversation } = place;
  await streamed?.begin({ question, isFirst: !(await services.hasConversation({ ctx, input: { conversation } })) });
  try {
    const { answer, baseUrl } = await services.askQuestion({
      ctx,
      input: { question, ...place },
      tell: async (event) => {
        await offer.tell(event);
        await streamed?.tell(event);
      },
    });
    return answer.intent === 'help' ? renderHelp(commands) : renderAnswer({ ctx, answer, baseUrl });
  } finally {
    await offer.withdraw();
  }
}

const stopped = 'Stopped: nothing more is looked up here until you ask again.';
const nothingToStop = 'There is nothing to stop: of you, nothing is being looked up here.';
const noThread = 'There is no thread here: ask for its summary inside the thread.';
