import type { SlackClient } from './client.ts';
import { ChannelPrivacy, MemberPage } from './schema.ts';

/**
 * The ids of everybody who can read a channel (conversations.members); null where there are more than `most`, and for a
 * public channel, which all of the workspace can read without being in it.
 */
export async function listMembers({
  client,
  channelId,
  most,
}: {
  client: SlackClient;
  channelId: string;
  most: number;
}): Promise<string[] | null> {
  const { channel } = await client.call({
    method: 'conversations.info',
    arguments: { channel: channelId },
    schema: ChannelPrivacy,
  });
  if (!(channel.is_private || channel.is_im || channel.is_mpim)) return null;
  const members: string[] = [];
  let cursor: string | null = null;
  do {
    const page: MemberPage & { nextCursor: string | null } = await client.call({
      method: 'conversations.members',
      arguments: { channel: channelId, limit: most + 1, cursor },
      schema: MemberPage,
    });
    members.push(...page.members);
    cursor = page.nextCursor;
    if (members.length > most) return null;
  } while (cursor !== null);
  return members;
}
