import { z } from 'zod';
import { slackConstants } from '../constants.ts';
import { findMessage, requireChannel } from '../find.ts';
import { SlackError } from '../slack-error.ts';
import type { ScheduledMessage } from '../state.ts';
import { nextId, nowSeconds, type Workspace } from '../workspace.ts';
import { writeMessage } from '../write-message.ts';
import { Whole } from './arguments.ts';
import { requirePostable } from './chat-post.ts';
import { contentArguments, readContent } from './message-content.ts';
import { defineMethod, type Method } from './method.ts';
import { pageOf } from './page-of.ts';

const { botId, botUserId, teamId } = slackConstants;
const longestText = 40_000;
const furthestSeconds = 120 * 86_400;

export const chatScheduleMethods: readonly Method[] = [
  defineMethod({
    name: 'chat.scheduleMessage',
    tier: 'three',
    scopes: ['chat:write'],
    takes: z.object({
      ...contentArguments,
      channel: z.string(),
      post_at: Whole,
      thread_ts: z.string().optional(),
    }),
    answer: ({ workspace, token, given }) => {
      const channel = requirePostable(workspace, { name: given.channel, token });
      const now = nowSeconds(workspace);
      if (given.post_at <= now) throw new SlackError('time_in_past');
      if (given.post_at > now + furthestSeconds) throw new SlackError('time_too_far');
      const { text, blocks, metadata } = readContent({ workspace, given, longestText });
      const scheduled: ScheduledMessage = {
        id: nextId(workspace, 'Q'),
        channelId: channel.id,
        createdSeconds: now,
        postAtSeconds: given.post_at,
        text,
        blocks,
        metadata,
        threadTs: given.thread_ts ?? null,
      };
      workspace.state.scheduled.push(scheduled);
      return {
        channel: channel.id,
        scheduled_message_id: scheduled.id,
        post_at: scheduled.postAtSeconds,
        message: {
          text,
          type: 'delayed_message',
          user: botUserId,
          team: teamId,
          bot_id: botId,
          ...(blocks ? { blocks } : {}),
        },
      };
    },
  }),
  defineMethod({
    name: 'chat.deleteScheduledMessage',
    tier: 'three',
    scopes: ['chat:write'],
    takes: z.object({ channel: z.string(), scheduled_message_id: z.string() }),
    answer: ({ workspace: { state }, given }) => {
      const channel = requireChannel(state, given.channel);
      const kept = state.scheduled.filter(({ id, channelId }) => {
        return !(id === given.scheduled_message_id && channelId === channel.id);
      });
      if (kept.length === state.scheduled.length) throw new SlackError('invalid_scheduled_message_id');
      state.scheduled = kept;
      return {};
    },
  }),
  defineMethod({
    name: 'chat.scheduledMessages.list',
    readOnly: true,
    tier: 'three',
    takes: z.object({ channel: z.string().optional(), cursor: z.string().optional(), limit: Whole.default(100) }),
    answer: ({ workspace: { state }, given }) => {
      const items = state.scheduled.filter(
        ({ channelId }) => given.channel === undefined || channelId === given.channel,
      );
      const { page, nextCursor } = pageOf({ items, idOf: ({ id }) => id, cursor: given.cursor, limit: given.limit });
      return {
        scheduled_messages: page.map((each) => ({
          id: each.id,
          channel_id: each.channelId,
          post_at: each.postAtSeconds,
          date_created: each.createdSeconds,
          text: each.text,
        })),
        response_metadata: { next_cursor: nextCursor },
      };
    },
  }),
];

/** Posts what is due by the clock. */
export function postScheduled(workspace: Workspace): void {
  const { state } = workspace;
  const now = nowSeconds(workspace);
  const due = state.scheduled.filter(({ postAtSeconds }) => postAtSeconds <= now);
  if (due.length === 0) return;
  state.scheduled = state.scheduled.filter((each) => !due.includes(each));
  for (const { channelId, text, blocks, metadata, threadTs } of due) {
    const channel = state.channels.find(({ id }) => id === channelId);
    const isRootGone = threadTs !== null && findMessage(state, { channelId, ts: threadTs }) === null;
    if (channel === undefined || channel.archived || isRootGone) continue;
    writeMessage(workspace, { channel, message: { userId: botUserId, botId, text, blocks, metadata, threadTs } });
  }
}
