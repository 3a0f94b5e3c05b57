import type { SlackClient } from './client.ts';
import { MemberPage } from './schema.ts';

/** The ids of everybody in a channel (conversations.members); null where there are more than `most`. */
export async function listMembers({
  client,
  channelId,
  most,
}: {
  client: SlackClient;
  channelId: string;
  most: number;
}): Promise<string[] | null> {
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
