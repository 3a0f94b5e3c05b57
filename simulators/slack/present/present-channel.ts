import { slackConstants } from '../constants.ts';
import { findUser, isMember } from '../find.ts';
import type { Channel, JsonObject, SlackState } from '../state.ts';

const { botUserId, teamId } = slackConstants;

/** A conversation as the Web API shows one to the bot. */
export function presentChannel({ state, channel }: { state: SlackState; channel: Channel }): JsonObject {
  return channel.kind === 'im' ? presentDirect({ state, channel }) : presentRoom(channel);
}

/** The word of the events: `channel`, `group`, `im` or `mpim`. */
export function channelType(channel: Channel): string {
  const types = { public: 'channel', private: 'group', im: 'im', mpim: 'mpim' } as const;
  return types[channel.kind];
}

function presentDirect({ state, channel }: { state: SlackState; channel: Channel }): JsonObject {
  const person = channel.memberIds.find((id) => id !== botUserId) ?? botUserId;
  return {
    id: channel.id,
    created: channel.createdSeconds,
    is_archived: false,
    is_im: true,
    is_org_shared: false,
    context_team_id: teamId,
    updated: channel.createdSeconds * 1000,
    user: person,
    is_user_deleted: findUser(state, person)?.deactivated ?? false,
    priority: 0,
  };
}

function presentRoom(channel: Channel): JsonObject {
  return {
    id: channel.id,
    name: channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_im: false,
    is_mpim: channel.kind === 'mpim',
    is_private: channel.kind !== 'public',
    created: channel.createdSeconds,
    is_archived: channel.archived,
    is_general: channel.name === 'general',
    unlinked: 0,
    name_normalized: channel.name,
    is_shared: false,
    is_org_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    context_team_id: teamId,
    updated: channel.createdSeconds * 1000,
    creator: channel.creator,
    is_ext_shared: false,
    shared_team_ids: [teamId],
    pending_connected_team_ids: [],
    is_member: isMember(channel, botUserId),
    topic: presentDescribed(channel.topic),
    purpose: presentDescribed(channel.purpose),
    previous_names: channel.previousNames,
  };
}

function presentDescribed({ value, creator, lastSetSeconds }: Channel['topic']): JsonObject {
  return { value, creator, last_set: lastSetSeconds };
}
