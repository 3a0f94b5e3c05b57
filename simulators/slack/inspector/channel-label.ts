import type { Channel, SlackState } from '../state.ts';
import { userLabel } from './user-label.ts';

export function channelLabel(state: SlackState, channel: Channel): string {
  if (channel.kind === 'im') return `${userLabel(state, directPartnerId(state, channel))} and Sophia`;
  return channel.kind === 'private' ? `🔒 ${channel.name}` : `#${channel.name}`;
}

/** The person at the other end of the app's direct messages. */
export function directPartnerId(state: SlackState, channel: Channel): string {
  return channel.memberIds.find((id) => state.users.some((user) => user.id === id && !user.isBot)) ?? '';
}
