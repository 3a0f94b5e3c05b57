/** The name under which the assistant remembers a thread; where there is none, the whole channel of a direct message. */
export function conversationOf({ channelId, threadId }: { channelId: string; threadId: string | null }): string {
  return threadId === null ? `slack:${channelId}` : `slack:${channelId}:${threadId}`;
}

/**
 * Where a word to stop ends a question: in its thread, at the top of its channel, and in the thread under the question
 * itself, which comes to be only then.
 */
export function stoppedIn({
  channelId,
  threadId,
  messageId,
}: {
  channelId: string;
  threadId: string | null;
  messageId: string;
}): readonly [own: string, ...around: string[]] {
  return [
    conversationOf({ channelId, threadId: messageId }),
    conversationOf({ channelId, threadId }),
    conversationOf({ channelId, threadId: null }),
  ];
}

/**
 * What was answered for all who read along is remembered apart from what somebody alone was told: nothing of that one
 * is taken up before others.
 */
export function openConversationOf(conversation: string): string {
  return `${conversation}:open`;
}
