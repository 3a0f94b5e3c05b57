import type { SlackEventEnvelope } from '#integrations/slack';
import { conversationOf } from './conversation-of.ts';
import type { SlackSurface } from './slack-surface.ts';

const webhook = { type: 'webhook', source: 'slack' } as const;

/**
 * Whether an event is for us: nobody else reads along, or we are named, or it goes on in a thread in which we were
 * asked, as far as the policy of the channel lets us. What an app says is for us only where that policy says so.
 */
export async function isForUs({
  surface,
  envelope,
}: {
  surface: SlackSurface;
  envelope: SlackEventEnvelope;
}): Promise<boolean> {
  const { event } = envelope;
  const isBot = (event.bot_id ?? null) !== null;
  const isSaid = event.type === 'message' || event.type === 'app_mention';
  if (!isSaid || event.channel_type === 'im') return !isBot;
  if (typeof event.channel !== 'string' || (isBot && (event.user ?? null) === null) || isOwn(envelope)) return false;
  const isFollowUp = event.type === 'message';
  if (isFollowUp && (isBot || !(await goesOn({ surface, envelope, channelId: event.channel })))) return false;
  const ctx = surface.contextFor(webhook);
  const input = { channelId: event.channel, email: null };
  const { policy } = await surface.services.getChannelPolicy({ ctx, input });
  if (policy.listens === 'never') return false;
  return isFollowUp ? policy.listens === 'thread' : !isBot || policy.bots === 'mention';
}

function ownIds({ authorizations }: SlackEventEnvelope): string[] {
  return (authorizations ?? []).flatMap(({ user_id: userId }) => userId ?? []);
}

function isOwn(envelope: SlackEventEnvelope): boolean {
  return ownIds(envelope).some((id) => id === envelope.event.user);
}

async function goesOn({
  surface,
  envelope,
  channelId,
}: {
  surface: SlackSurface;
  envelope: SlackEventEnvelope;
  channelId: string;
}): Promise<boolean> {
  const { text, thread_ts: threadId } = envelope.event;
  // With a mention the same message comes once more, as one.
  if (ownIds(envelope).some((id) => (text ?? '').includes(`<@${id}>`))) return false;
  if (threadId === undefined || threadId === null) return false;
  const ctx = surface.contextFor(webhook);
  return surface.services.hasConversation({ ctx, input: { conversation: conversationOf({ channelId, threadId }) } });
}
