import { z } from 'zod';
import { slackConstants } from '../constants.ts';
import { isMember } from '../find.ts';
import { type MessageContent, readContent } from '../methods/message-content.ts';
import { SlackError } from '../slack-error.ts';
import type { Channel, User } from '../state.ts';
import type { Workspace } from '../workspace.ts';
import { writeMessage } from '../write-message.ts';
import { createResponseUrl } from './create-response-url.ts';
import { createTrigger } from './create-trigger.ts';
import { deliverInteraction, type InteractionAnswer } from './deliver-interaction.ts';

const { appId, botId, botUserId, teamId, verificationToken } = slackConstants;
const longestText = 40_000;
const Reply = z.looseObject({
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  attachments: z.unknown().optional(),
});

/** Somebody types a slash command; what the app answers at once becomes a message. */
export async function runCommand(
  workspace: Workspace,
  given: { user: User; channel: Channel; command: string; text: string },
): Promise<InteractionAnswer> {
  const { user, channel, command, text } = given;
  if (user.deactivated) throw new Error(`${user.name} is deactivated and cannot act.`);
  if (!isMember(channel, user.id)) throw new Error(`${user.name} is not in ${channel.name}.`);
  const payload = {
    token: verificationToken,
    team_id: teamId,
    team_domain: workspace.state.team.domain,
    channel_id: channel.id,
    channel_name: channel.kind === 'im' ? 'directmessage' : channel.name,
    user_id: user.id,
    user_name: user.name,
    command,
    text,
    api_app_id: appId,
    is_enterprise_install: 'false',
    response_url: createResponseUrl(workspace, {
      kind: 'commands',
      channelId: channel.id,
      userId: user.id,
      messageTs: null,
      threadTs: null,
    }),
    trigger_id: createTrigger(workspace, { userId: user.id, viewId: null }),
  };
  const what = `${command} ${text}`.trim();
  const answer = await deliverInteraction(workspace, { kind: 'slash_commands', userId: user.id, what, payload });
  return answer.acknowledged ? showReply(workspace, { answer, user, channel }) : answer;
}

function showReply(
  workspace: Workspace,
  { answer, user, channel }: { answer: InteractionAnswer; user: User; channel: Channel },
): InteractionAnswer {
  const reply = typeof answer.body === 'string' ? { text: answer.body } : Reply.safeParse(answer.body).data;
  if (reply === undefined || (reply.text ?? '') + String(reply.blocks ?? reply.attachments ?? '') === '') return answer;
  let content: MessageContent;
  try {
    content = readContent({ workspace, given: reply, longestText });
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { ...answer, acknowledged: false, problem: `Slack cannot show the answer: ${error.code}.` };
  }
  const visibleTo = reply.response_type === 'in_channel' ? null : user.id;
  writeMessage(workspace, { channel, message: { ...content, userId: botUserId, botId, visibleTo } });
  return answer;
}
