import type { SlackEventEnvelope } from '#integrations/slack';
import type { Context } from '#platform/context';
import type { SlackSurface } from './slack-surface.ts';

/** A thread that somebody opened with the assistant, and where they are looking. */
export type AssistantThread = NonNullable<SlackEventEnvelope['event']['assistant_thread']>;

/** Slack shows no more of a prompt. */
const longestTitle = 75;
const nobody = { account: null };

/**
 * Offers what could be asked in a thread of the assistant: of the account whose channel somebody looks at, otherwise of
 * everything. It is set anew each time, so that doing it twice does it once.
 */
export async function offerQuestions({
  surface,
  ctx,
  thread,
}: {
  surface: SlackSurface;
  ctx: Context;
  thread: AssistantThread;
}): Promise<void> {
  const { channel_id: channelId, thread_ts: threadId, context } = thread;
  const { services } = surface;
  const lookedAt = context?.channel_id ?? null;
  const { account } =
    lookedAt === null ? nobody : await services.findChannelAccount({ ctx, input: { channelId: lookedAt } });
  const { questions } = await services.suggestQuestions({ ctx, input: { account } });
  if (questions.length === 0) return;
  await surface.desk.pane.setPrompts({
    channelId,
    threadId,
    title: account === null ? 'Ask about your deals and calls' : `Ask about ${account}`.slice(0, longestTitle),
    prompts: questions.map(({ title, message }) => ({ title: title.slice(0, longestTitle), message })),
  });
}
