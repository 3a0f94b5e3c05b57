import { z } from 'zod';
import type { ChatBlock, ChatMessageReference } from '#contracts';
import { SophiaError } from '#platform/errors';
import type { SlackClient } from './client.ts';
import { markerType } from './marker-type.ts';
import { MessageHistory, PostedMessage } from './schema.ts';

/** A thread: one with the assistant, or any other of a direct message. */
export interface SlackThread {
  readonly channelId: string;
  readonly threadId: string;
}

/** What Slack has for an assistant: what it is doing, what could be asked, and answers that come as they are made. */
export interface SlackPane {
  /** An empty one takes it away; a message does, too. */
  setStatus(thread: SlackThread & { readonly status: string }): Promise<void>;
  setTitle(thread: SlackThread & { readonly title: string }): Promise<void>;
  setPrompts(
    thread: SlackThread & {
      readonly title: string;
      readonly prompts: readonly { readonly title: string; readonly message: string }[];
    },
  ): Promise<void>;
  startStream(thread: SlackThread & { readonly text: string }): Promise<ChatMessageReference>;
  appendStream(message: ChatMessageReference & { readonly text: string }): Promise<void>;
  /** Ends it and puts the message as it is to stay in its place; may be done again. */
  finishStream(
    message: ChatMessageReference & {
      readonly text: string;
      readonly blocks: readonly ChatBlock[];
      readonly marker: string;
    },
  ): Promise<void>;
  /** Takes a message of ours away; may be done again. */
  removeMessage(message: ChatMessageReference): Promise<void>;
  /** A message of the thread, behind another one, that was begun and never finished; null where there is none. */
  findOpenStream(thread: SlackThread & { readonly after: string }): Promise<ChatMessageReference | null>;
}

const Done = z.looseObject({});
const pageSize = 200;

export function createSlackPane(client: SlackClient): SlackPane {
  return {
    setStatus: async ({ channelId, threadId, status }) => {
      const place = { channel_id: channelId, thread_ts: threadId };
      await client.call({ method: 'assistant.threads.setStatus', arguments: { ...place, status }, schema: Done });
    },
    setTitle: async ({ channelId, threadId, title }) => {
      const place = { channel_id: channelId, thread_ts: threadId };
      await client.call({ method: 'assistant.threads.setTitle', arguments: { ...place, title }, schema: Done });
    },
    setPrompts: async ({ channelId, threadId, title, prompts }) => {
      const place = { channel_id: channelId, thread_ts: threadId };
      const method = 'assistant.threads.setSuggestedPrompts';
      await client.call({ method, arguments: { ...place, title, prompts }, schema: Done });
    },
    startStream: async ({ channelId, threadId, text }) => {
      const place = { channel: channelId, thread_ts: threadId };
      const given = { ...place, markdown_text: text };
      const started = await client.call({
        method: 'chat.startStream',
        channelId,
        arguments: given,
        schema: PostedMessage,
      });
      return { channelId: started.channel, externalId: started.ts };
    },
    appendStream: async ({ channelId, externalId, text }) => {
      const given = { channel: channelId, ts: externalId, markdown_text: text };
      await client.call({ method: 'chat.appendStream', channelId, arguments: given, schema: Done });
    },
    finishStream: (message) => finishStream({ client, ...message }),
    removeMessage: (message) => removeMessage({ client, ...message }),
    findOpenStream: (thread) => findOpenStream({ client, ...thread }),
  };
}

/** The marker comes with the last step, so that who finds it knows that nothing is left to do. */
async function finishStream({
  client,
  channelId,
  externalId,
  text,
  blocks,
  marker,
}: { client: SlackClient } & Parameters<SlackPane['finishStream']>[0]): Promise<void> {
  const place = { channel: channelId, ts: externalId };
  try {
    await client.call({ method: 'chat.stopStream', channelId, arguments: place, schema: Done });
  } catch (error) {
    const wasEnded = error instanceof SophiaError && error.details['reason'] === 'message_not_in_streaming_state';
    if (!wasEnded) throw error;
  }
  const metadata = { event_type: markerType, event_payload: { marker } };
  const shown = { text, blocks, metadata, parse: 'none', link_names: false };
  await client.call({ method: 'chat.update', channelId, arguments: { ...place, ...shown }, schema: Done });
}

async function removeMessage({
  client,
  channelId,
  externalId,
}: { client: SlackClient } & ChatMessageReference): Promise<void> {
  try {
    await client.call({
      method: 'chat.delete',
      channelId,
      arguments: { channel: channelId, ts: externalId },
      schema: Done,
    });
  } catch (error) {
    const isGone = error instanceof SophiaError && error.details['reason'] === 'message_not_found';
    if (!isGone) throw error;
  }
}

async function findOpenStream({
  client,
  channelId,
  threadId,
  after,
}: { client: SlackClient } & Parameters<SlackPane['findOpenStream']>[0]): Promise<ChatMessageReference | null> {
  let cursor: string | null = null;
  do {
    const page: z.infer<typeof MessageHistory> & { nextCursor: string | null } = await client.call({
      method: 'conversations.replies',
      arguments: {
        channel: channelId,
        ts: threadId,
        oldest: after,
        limit: pageSize,
        include_all_metadata: true,
        cursor,
      },
      schema: MessageHistory,
    });
    const open = (page.messages ?? []).find(
      ({ ts, streaming_state: state, metadata }) =>
        Number(ts) > Number(after) && state === 'in_progress' && metadata?.event_type !== markerType,
    );
    if (open !== undefined) return { channelId, externalId: open.ts };
    cursor = page.nextCursor;
  } while (cursor !== null);
  return null;
}
