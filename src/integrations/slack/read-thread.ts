import type { SlackClient } from './client.ts';
import { ThreadPage } from './schema.ts';

/** A message of a thread as it reads now. */
export interface ThreadMessage {
  readonly externalId: string;
  readonly userId: string;
  readonly text: string;
  readonly isEdited: boolean;
  /** Whether an app wrote it. */
  readonly isBot: boolean;
}

const pageSize = 200;
const mostMessages = 1000;
/** What people write has one of these at most; the stone of a deleted message and what Slack itself notes have others. */
const written: ReadonlySet<string> = new Set(['thread_broadcast', 'file_share', 'me_message', 'bot_message']);

/** What stands in a thread now, the oldest first (conversations.replies); of a very long one the newest. */
export async function readThread({
  client,
  channelId,
  threadId,
}: {
  client: SlackClient;
  channelId: string;
  threadId: string;
}): Promise<{ messages: ThreadMessage[]; isWhole: boolean }> {
  const messages: ThreadMessage[] = [];
  let cursor: string | null = null;
  do {
    const page: ThreadPage & { nextCursor: string | null } = await client.call({
      method: 'conversations.replies',
      arguments: { channel: channelId, ts: threadId, limit: pageSize, cursor },
      schema: ThreadPage,
    });
    messages.push(...(page.messages ?? []).flatMap(messageOf));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return { messages: messages.slice(-mostMessages), isWhole: messages.length <= mostMessages };
}

function messageOf(message: NonNullable<ThreadPage['messages']>[number]): ThreadMessage[] {
  const { ts, user, bot_id: botId, subtype, text, edited } = message;
  const isWritten = subtype === undefined || subtype === null || written.has(subtype);
  if (!isWritten || typeof user !== 'string') return [];
  const isBot = (botId ?? null) !== null;
  return [{ externalId: ts, userId: user, text: text ?? '', isEdited: (edited ?? null) !== null, isBot }];
}
