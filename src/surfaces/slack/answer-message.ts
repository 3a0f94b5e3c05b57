import type { RenderedMessage } from '#modules/notifications';
import type { Context } from '#platform/context';
import { commands } from './commands/find-command.ts';
import { renderHelp } from './commands/help.ts';
import { plainText } from './plain-text.ts';
import { renderAnswer } from './render-answer.ts';
import type { SlackSurface } from './slack-surface.ts';
import type { StopOffer } from './stop-offer.ts';
import { isStopWord, type StopWord } from './stop-word.ts';
import type { StreamedReply } from './streamed-reply.ts';

/**
 * What is said to a message: the answer to its question; what there is, where it asks for that or for nothing; that no
 * more is looked up, where it is a word to stop.
 */
export async function answerMessage({
  surface,
  ctx,
  text,
  place,
  streamed,
  offer,
}: {
  surface: SlackSurface;
  /** As whom the person acts. */
  ctx: Context;
  text: string;
  /** Its conversation, and its own place in that. */
  place: StopWord;
  streamed: StreamedReply | null;
  offer: StopOffer;
}): Promise<RenderedMessage[]> {
  const { services } = surface;
  const { conversation, askedUntil: askedAt } = place;
  const question = plainText(text);
  if (question === '') return renderHelp(commands);
  if (isStopWord(text)) {
    await services.stopAnswer({ ctx, input: place });
    return [{ text: 'Stopped: nothing more is looked up here until you ask again.', blocks: [] }];
  }
  await streamed?.begin({ question, isFirst: !(await services.hasConversation({ ctx, input: { conversation } })) });
  try {
    const { answer, baseUrl } = await services.askQuestion({
      ctx,
      input: { question, conversation, askedAt },
      tell: async (event) => {
        await offer.tell(event);
        await streamed?.tell(event);
      },
    });
    return answer.intent === 'help' ? renderHelp(commands) : renderAnswer({ answer, baseUrl });
  } finally {
    await offer.withdraw();
  }
}
