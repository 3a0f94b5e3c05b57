/** The name under which the assistant remembers a thread; where there is none, the whole channel of a direct message. */
export function conversationOf({ channelId, threadId }: { channelId: string; threadId: string | null }): string {
  return threadId === null ? `slack:${channelId}` : `slack:${channelId}:${threadId}`;
}
