import { z } from 'zod';
import { slackConstants } from '../constants.ts';
import { isMember, requireOwnChannel, requireTarget, requireUser } from '../find.ts';
import { presentMessage } from '../present/present-message.ts';
import { SlackError } from '../slack-error.ts';
import type { Channel, Message, Token } from '../state.ts';
import type { Workspace } from '../workspace.ts';
import { writeMessage } from '../write-message.ts';
import { Flag } from './arguments.ts';
import { contentArguments, readContent } from './message-content.ts';
import { defineMethod, type Method } from './method.ts';

const longestText = 40_000;
const { botId, botUserId } = slackConstants;

export const chatPostMethods: readonly Method[] = [
  defineMethod({
    name: 'chat.postMessage',
    tier: 'special',
    scopes: ['chat:write'],
    takes: z.object({
      ...contentArguments,
      channel: z.string(),
      thread_ts: z.string().optional(),
      reply_broadcast: Flag.optional(),
      username: z.string().optional(),
      icon_emoji: z.string().optional(),
      unfurl_links: Flag.optional(),
      unfurl_media: Flag.optional(),
    }),
    answer: ({ workspace, token, given }) => {
      const channel = requirePostable(workspace, { name: given.channel, token });
      const content = readContent({ workspace, given, longestText });
      requireChannelPace(workspace, channel);
      const threadTs = given.thread_ts ?? null;
      const isBroadcast = threadTs !== null && given.reply_broadcast === true;
      const message = writeMessage(workspace, {
        channel,
        message: {
          ...content,
          userId: botUserId,
          botId,
          threadTs,
          isBroadcast,
          subtype: isBroadcast ? 'thread_broadcast' : null,
          username: given.username ?? null,
          iconEmoji: given.icon_emoji ?? null,
        },
      });
      clearAssistantStatus(workspace, message);
      const { state } = workspace;
      return { channel: channel.id, ts: message.ts, message: presentMessage({ state, message, withMetadata: true }) };
    },
  }),
  defineMethod({
    name: 'chat.postEphemeral',
    tier: 'four',
    scopes: ['chat:write'],
    takes: z.object({
      ...contentArguments,
      channel: z.string(),
      user: z.string(),
      thread_ts: z.string().optional(),
      username: z.string().optional(),
      icon_emoji: z.string().optional(),
    }),
    answer: ({ workspace, given }) => {
      const channel = requireOwnChannel(workspace.state, given.channel);
      if (channel.archived) throw new SlackError('is_archived');
      requireUser(workspace.state, given.user);
      if (!isMember(channel, given.user)) throw new SlackError('user_not_in_channel');
      const message = writeMessage(workspace, {
        channel,
        message: {
          ...readContent({ workspace, given, longestText }),
          userId: botUserId,
          botId,
          threadTs: given.thread_ts ?? null,
          visibleTo: given.user,
          username: given.username ?? null,
          iconEmoji: given.icon_emoji ?? null,
        },
      });
      return { message_ts: message.ts };
    },
  }),
];

/** The channel, if the bot may write there. */
export function requirePostable(workspace: Workspace, { name, token }: { name: string; token: Token | null }): Channel {
  const channel = requireTarget(workspace, name);
  if (channel.archived) throw new SlackError('is_archived');
  const mayWriteAnywhere = channel.kind === 'public' && token?.scopes.includes('chat:write.public') === true;
  if (!isMember(channel, botUserId) && !mayWriteAnywhere) throw new SlackError('not_in_channel');
  return channel;
}

/** About one message a second in a channel. */
function requireChannelPace({ tools }: Workspace, channel: Channel): void {
  const verdict = tools.limits.take({ key: `chat.postMessage ${channel.id}`, limit: 1, windowMs: 1000 });
  if (verdict.allowed) return;
  throw new SlackError('ratelimited', { retryAfterSeconds: Math.max(1, Math.ceil(verdict.retryAfterMs / 1000)) });
}

/** The line "is thinking…" goes when the answer comes. */
function clearAssistantStatus({ state }: Workspace, { channelId, threadTs }: Message): void {
  const thread = state.assistantThreads.find((each) => each.channelId === channelId && each.threadTs === threadTs);
  if (thread !== undefined) thread.status = '';
}
