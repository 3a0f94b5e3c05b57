import type { RenderedMessage } from '#modules/notifications';
import type { Context } from '#platform/context';
import { performEffect } from '#platform/effects';
import type { SlackSurface } from './slack-surface.ts';

/** Answers a command or a button once, where it came from; only who pressed sees it. */
export async function answerOnce({
  surface,
  ctx,
  key,
  responseUrl,
  message,
}: {
  surface: SlackSurface;
  ctx: Context;
  key: string;
  responseUrl: string;
  message: RenderedMessage;
}): Promise<void> {
  const { text, blocks } = message;
  const content = blocks.length === 0 ? { text } : { text, blocks };
  await performEffect({
    ctx,
    target: 'slack',
    kind: 'answer',
    key,
    // Slack keeps no trace of an answer that only one person sees.
    find: () => Promise.resolve(null),
    settleMs: 0,
    send: async () => {
      const body = { response_type: 'ephemeral', replace_original: false, ...content };
      await surface.desk.respond({ responseUrl, body });
      return { externalId: key };
    },
  });
}

/** Says something once in the direct message with a person. */
export async function sayDirectly({
  surface,
  ctx,
  userId,
  key,
  text,
}: {
  surface: SlackSurface;
  ctx: Context;
  userId: string;
  key: string;
  text: string;
}): Promise<void> {
  const { channelId } = await surface.chat.openDirectMessage(userId);
  await postOnce({ surface, ctx, key, channelId, threadId: null, message: { text, blocks: [] } });
}

export interface Saying {
  readonly surface: SlackSurface;
  readonly ctx: Context;
  readonly key: string;
  readonly channelId: string;
  readonly threadId: string | null;
  readonly message: RenderedMessage;
}

/** In a channel others read along, who may see less: once there are accounts, an answer is for whoever asked. */
export async function whisperOnce({
  surface,
  ctx,
  key,
  channelId,
  threadId,
  message,
  userId,
}: Saying & { userId: string }) {
  await performEffect({
    ctx,
    target: 'slack',
    kind: 'answer',
    key,
    // Slack keeps no trace of an answer that only one person sees.
    find: () => Promise.resolve(null),
    settleMs: 0,
    send: async () => {
      await surface.chat.postEphemeral({ channelId, threadId, userId, ...message });
      return { externalId: key };
    },
  });
}

/** Posts a message once, however often it is asked for. */
export async function postOnce({ surface, ctx, key, channelId, threadId, message }: Saying): Promise<void> {
  await performEffect({
    ctx,
    target: 'slack',
    kind: 'post_message',
    key: `reply:${key}`,
    find: ({ marker, since }) => surface.chat.findMessage({ channelId, threadId, marker, since }),
    send: ({ marker }) => surface.chat.postMessage({ channelId, threadId, marker, ...message }),
  });
}
