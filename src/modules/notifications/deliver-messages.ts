import { type Context, requireConnection } from '#platform/context';
import { performEffect } from '#platform/effects';
import type { NotificationContext } from './notification-context.ts';
import type { RenderedMessage } from './render/fit-blocks.ts';

export interface Delivery {
  readonly ctx: NotificationContext;
  /** What the messages are of; with channel and part it makes each of them one effect. */
  readonly key: string;
  readonly channelId: string;
  readonly messages: readonly RenderedMessage[];
}

export interface Delivered {
  readonly messageId: string;
  /** The further messages, in the thread of the first. */
  readonly parts: readonly string[];
}

/** Posts each message once, whatever is repeated; those after the first stand in its thread. */
export async function deliverMessages(delivery: Delivery): Promise<Delivered> {
  const [first, ...others] = delivery.messages;
  const messageId = await post({ delivery, message: first, number: 1, threadId: null });
  const parts: string[] = [];
  for (const [index, message] of others.entries()) {
    parts.push(await post({ delivery, message, number: index + 2, threadId: messageId }));
  }
  return { messageId, parts };
}

async function post({
  delivery,
  message,
  number,
  threadId,
}: {
  delivery: Delivery;
  message: RenderedMessage | undefined;
  number: number;
  threadId: string | null;
}): Promise<string> {
  const { key, channelId } = delivery;
  const ctx: Context = delivery.ctx;
  const chat = requireConnection(delivery.ctx.connections.chat);
  const { text, blocks } = message ?? { text: 'Sophia', blocks: [] };
  const { externalId } = await performEffect({
    ctx,
    target: 'slack',
    kind: 'post_message',
    key: `${key}:${channelId}:${number}`,
    find: ({ marker, since }) => chat.findMessage({ channelId, threadId, marker, since }),
    send: ({ marker }) => chat.postMessage({ channelId, text, blocks, threadId, marker }),
  });
  return externalId;
}
