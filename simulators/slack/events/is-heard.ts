import { z } from 'zod';
import { slackConstants } from '../constants.ts';
import { isMember } from '../find.ts';
import type { Channel, JsonObject, SlackState } from '../state.ts';

const { botUserId, botToken } = slackConstants;
const Event = z.looseObject({
  type: z.string(),
  user: z.string().optional(),
  channel: z.union([z.string(), z.looseObject({ id: z.string() })]).optional(),
  item: z.looseObject({ channel: z.string() }).optional(),
});
const ofEverybody = new Set(['channel_created', 'channel_rename', 'channel_archive', 'channel_unarchive']);
const scopeOfKind = { public: 'channels', private: 'groups', im: 'im', mpim: 'mpim' } as const;

/** Whether the app is told: it must be installed, be in the conversation and have the scope. */
export function isHeard({ state, event }: { state: SlackState; event: JsonObject }): boolean {
  const token = state.tokens.find(({ value }) => value === botToken);
  if (token === undefined || token.revoked) return false;
  const { type, user, channel: place, item } = Event.parse(event);
  const channelId = typeof place === 'object' ? place.id : (place ?? item?.channel);
  const channel = state.channels.find(({ id }) => id === channelId);
  const needed = scopeFor(type, channel);
  if (needed !== null && !token.scopes.includes(needed)) return false;
  if (channel === undefined || channel.kind === 'im') return true;
  return ofEverybody.has(type) || isMember(channel, botUserId) || user === botUserId;
}

function scopeFor(type: string, channel: Channel | undefined): string | null {
  const kind = channel === undefined ? null : scopeOfKind[channel.kind];
  if (type === 'app_mention') return 'app_mentions:read';
  if (type === 'message' && kind !== null) return `${kind}:history`;
  if (type.startsWith('reaction_')) return 'reactions:read';
  if (type.startsWith('channel_')) return 'channels:read';
  if (type.startsWith('member_') && kind !== null) return `${kind}:read`;
  return null;
}
