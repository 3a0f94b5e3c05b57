import { z } from 'zod';
import type { Answer, Exchange } from '../../kit/index.ts';
import { answerError } from '../call-method.ts';
import { slackConstants } from '../constants.ts';
import { findMessage } from '../find.ts';
import { contentArguments, readContent } from '../methods/message-content.ts';
import { SlackError } from '../slack-error.ts';
import type { Channel, Message, ResponseAddress, SlackState } from '../state.ts';
import type { Workspace } from '../workspace.ts';
import { changeMessage, removeMessage, writeMessage } from '../write-message.ts';

const mostUses = 5;
const longestText = 40_000;
const { botId, botUserId } = slackConstants;
const Reply = z.looseObject({
  ...contentArguments,
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
  thread_ts: z.string().optional(),
});
type Reply = z.infer<typeof Reply>;

/** What the app sends to a `response_url`: a new message, or the original replaced or taken away. */
export function respond(workspace: Workspace, exchange: Exchange<SlackState>): Answer {
  try {
    const address = requireAddress(workspace, exchange.parameters['id'] ?? '');
    const reply = Reply.safeParse(exchange.body);
    if (!reply.success) throw new SlackError('invalid_payload');
    answer(workspace, { address, reply: reply.data });
    address.uses += 1;
    return { status: 200, contentType: 'text/plain; charset=utf-8', text: 'ok' };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const { code } = error;
    if (code === 'used_url' || code === 'expired_url') return { status: 404, body: { ok: false, error: code } };
    return { ...answerError(error), status: code === 'ratelimited' ? 429 : 400 };
  }
}

function requireAddress({ state, tools }: Workspace, id: string): ResponseAddress {
  const address = state.responseAddresses.find((each) => each.id === id);
  if (address === undefined) throw new SlackError('invalid_url');
  if (address.uses >= mostUses) throw new SlackError('used_url');
  if (tools.clock.now().getTime() > address.expiresMs) throw new SlackError('expired_url');
  return address;
}

function answer(workspace: Workspace, { address, reply }: { address: ResponseAddress; reply: Reply }): void {
  const { channelId, messageTs, userId } = address;
  const channel = workspace.state.channels.find(({ id }) => id === channelId);
  if (channel === undefined) throw new SlackError('channel_not_found');
  if (channel.archived) throw new SlackError('is_archived');
  const original = messageTs === null ? null : findMessage(workspace.state, { channelId, ts: messageTs });
  if (reply.delete_original === true) {
    if (original !== null) removeMessage(workspace, { channel, message: original });
    return;
  }
  if (reply.replace_original === true && original !== null) {
    replace(workspace, { channel, message: original, reply });
    return;
  }
  writeMessage(workspace, {
    channel,
    message: {
      ...readContent({ workspace, given: reply, longestText }),
      userId: botUserId,
      botId,
      threadTs: reply.thread_ts ?? address.threadTs,
      visibleTo: reply.response_type === 'in_channel' ? null : userId,
    },
  });
}

function replace(workspace: Workspace, given: { channel: Channel; message: Message; reply: Reply }): void {
  const { channel, message, reply } = given;
  const { text, blocks, attachments } = readContent({ workspace, given: reply, longestText });
  changeMessage(workspace, { channel, message, to: { text, blocks, attachments }, marksEdit: true });
}
