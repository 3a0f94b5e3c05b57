import { z } from 'zod';
import { slackConstants } from '../constants.ts';
import { requireChannel, requireMessage, requireUser } from '../find.ts';
import { presentMessage } from '../present/present-message.ts';
import { SlackError } from '../slack-error.ts';
import type { Channel, Message } from '../state.ts';
import { nextBlockId, type Workspace } from '../workspace.ts';
import { changeMessage, writeMessage } from '../write-message.ts';
import { Structure, structured } from './arguments.ts';
import { requirePostable } from './chat-post.ts';
import { readBlocks, readContent } from './message-content.ts';
import { defineMethod, type Method } from './method.ts';

const { botId, botUserId } = slackConstants;
const longestMarkdown = 12_000;
const Chunk = z.discriminatedUnion('type', [
  z.object({ type: z.literal('markdown_text'), text: z.string() }),
  z.looseObject({ type: z.literal('task_update'), id: z.string(), title: z.string().max(256) }),
  z.object({ type: z.literal('plan_update'), title: z.string().max(256) }),
]);
const streamed = { markdown_text: z.string().optional(), chunks: structured(z.array(Chunk)).optional() };
type Streamed = z.infer<z.ZodObject<typeof streamed>>;
const place = { channel: z.string(), ts: z.string() };

export const chatStreamMethods: readonly Method[] = [
  defineMethod({
    name: 'chat.startStream',
    tier: 'two',
    scopes: ['chat:write'],
    takes: z.object({
      ...streamed,
      channel: z.string(),
      thread_ts: z.string(),
      recipient_user_id: z.string().optional(),
      recipient_team_id: z.string().optional(),
    }),
    answer: ({ workspace, token, given }) => {
      const channel = requirePostable(workspace, { name: given.channel, token });
      if (channel.kind !== 'im') {
        if (given.recipient_user_id === undefined) throw new SlackError('missing_recipient_user_id');
        if (given.recipient_team_id === undefined) throw new SlackError('missing_recipient_team_id');
        requireUser(workspace.state, given.recipient_user_id);
      }
      const text = readChunks(given);
      const message = writeMessage(workspace, {
        channel,
        message: { userId: botUserId, botId, text, threadTs: given.thread_ts, isStreaming: true },
      });
      return { channel: channel.id, ts: message.ts };
    },
  }),
  defineMethod({
    name: 'chat.appendStream',
    tier: 'four',
    scopes: ['chat:write'],
    takes: z.object({ ...streamed, ...place }),
    answer: ({ workspace, given }) => {
      const { channel, message } = requireStream(workspace, given);
      const added = readChunks(given);
      if (given.markdown_text === undefined && given.chunks === undefined) throw new SlackError('no_text');
      message.text += added;
      return { channel: channel.id, ts: message.ts };
    },
  }),
  defineMethod({
    name: 'chat.stopStream',
    tier: 'two',
    scopes: ['chat:write'],
    takes: z.object({ ...streamed, ...place, blocks: Structure.optional(), metadata: Structure.optional() }),
    answer: ({ workspace, given }) => {
      const { channel, message } = requireStream(workspace, given);
      const text = message.text + readChunks(given);
      const extraBlocks = readBlocks(workspace, given.blocks) ?? [];
      const { metadata } = readContent({
        workspace,
        given: { text: text === '' ? ' .' : '.', metadata: given.metadata },
        longestText: longestMarkdown,
      });
      const own = text === '' ? [] : [{ type: 'markdown', block_id: nextBlockId(workspace), text }];
      const to = { text, blocks: [...own, ...extraBlocks], metadata, isStreaming: false };
      changeMessage(workspace, { channel, message, to, marksEdit: false });
      const shown = presentMessage({ state: workspace.state, message, withMetadata: true });
      return { channel: channel.id, ts: message.ts, message: shown };
    },
  }),
];

function requireStream(
  { state }: Workspace,
  given: { channel: string; ts: string },
): { channel: Channel; message: Message } {
  const channel = requireChannel(state, given.channel);
  const message = requireMessage(state, { channelId: channel.id, ts: given.ts });
  if (message.botId !== botId) throw new SlackError('message_not_owned_by_app');
  if (!message.isStreaming) throw new SlackError('message_not_in_streaming_state');
  return { channel, message };
}

function readChunks({ markdown_text: markdown = '', chunks = [] }: Streamed): string {
  if ([...markdown].length > longestMarkdown) throw new SlackError('msg_too_long');
  const texts = chunks.map((chunk) => (chunk.type === 'markdown_text' ? chunk.text : `\n_${chunk.title}_\n`));
  return markdown + texts.join('');
}
