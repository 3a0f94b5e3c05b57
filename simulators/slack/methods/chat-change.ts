import { z } from 'zod';
import { slackConstants } from '../constants.ts';
import { requireChannel, requireMessage } from '../find.ts';
import { presentMessage } from '../present/present-message.ts';
import { SlackError } from '../slack-error.ts';
import type { Channel, Message } from '../state.ts';
import type { Workspace } from '../workspace.ts';
import { changeMessage, removeMessage } from '../write-message.ts';
import { contentArguments, readContent } from './message-content.ts';
import { defineMethod, type Method } from './method.ts';

const longestText = 4000;
const place = { channel: z.string(), ts: z.string() };

export const chatChangeMethods: readonly Method[] = [
  defineMethod({
    name: 'chat.update',
    tier: 'three',
    scopes: ['chat:write'],
    takes: z.object({ ...contentArguments, ...place }),
    answer: ({ workspace, given }) => {
      const { channel, message } = requireOwn(workspace, { ...given, refusal: 'cant_update_message' });
      if (message.isStreaming) throw new SlackError('streaming_state_conflict');
      const content = readContent({ workspace, given, longestText });
      const to: Partial<Message> = {
        text: content.text,
        blocks: given.blocks === undefined && given.text !== undefined ? null : content.blocks,
        attachments: given.attachments === undefined ? message.attachments : content.attachments,
        metadata: given.metadata === undefined ? message.metadata : content.metadata,
      };
      changeMessage(workspace, { channel, message, to, marksEdit: true });
      const { ts: _ts, ...shown } = presentMessage({ state: workspace.state, message, withMetadata: true });
      return { channel: channel.id, ts: message.ts, text: message.text, message: shown };
    },
  }),
  defineMethod({
    name: 'chat.delete',
    tier: 'three',
    scopes: ['chat:write'],
    takes: z.object(place),
    answer: ({ workspace, given }) => {
      const found = requireOwn(workspace, { ...given, refusal: 'cant_delete_message' });
      removeMessage(workspace, found);
      return { channel: found.channel.id, ts: found.message.ts };
    },
  }),
  defineMethod({
    name: 'chat.getPermalink',
    readOnly: true,
    tier: 'special',
    takes: z.object({ channel: z.string(), message_ts: z.string() }),
    answer: ({ workspace: { state }, given }) => {
      const channel = requireChannel(state, given.channel);
      const message = requireMessage(state, { channelId: channel.id, ts: given.message_ts });
      return { channel: channel.id, permalink: permalinkOf({ domain: state.team.domain, message }) };
    },
  }),
];

function permalinkOf({ domain, message }: { domain: string; message: Message }): string {
  const address = `https://${domain}.slack.com/archives/${message.channelId}/p${message.ts.replace('.', '')}`;
  const isReply = message.threadTs !== null && message.threadTs !== message.ts;
  return isReply ? `${address}?thread_ts=${message.threadTs}&cid=${message.channelId}` : address;
}

/** The message, if it is the bot's own. */
function requireOwn(
  { state }: Workspace,
  named: { channel: string; ts: string; refusal: string },
): { channel: Channel; message: Message } {
  const channel = requireChannel(state, named.channel);
  const message = requireMessage(state, { channelId: channel.id, ts: named.ts });
  if (message.botId !== slackConstants.botId || message.subtype === 'tombstone') throw new SlackError(named.refusal);
  return { channel, message };
}
