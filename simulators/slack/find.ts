import { slackConstants } from './constants.ts';
import { SlackError } from './slack-error.ts';
import type { Channel, Message, SlackState, User } from './state.ts';
import { nowSeconds, type Workspace } from './workspace.ts';

export function findUser(state: SlackState, id: string): User | null {
  return state.users.find((user) => user.id === id) ?? null;
}

export function requireUser(state: SlackState, id: string): User {
  const user = findUser(state, id);
  if (user === null) throw new SlackError('user_not_found');
  return user;
}

export function isMember(channel: Channel, userId: string): boolean {
  return channel.memberIds.includes(userId);
}

/** A channel as the app sees it: a private one that the bot is not in does not exist for it. */
export function requireChannel(state: SlackState, id: string): Channel {
  const channel = state.channels.find((candidate) => candidate.id === id);
  const isVisible = channel?.kind === 'public' || (channel && isMember(channel, slackConstants.botUserId));
  if (channel === undefined || !isVisible) throw new SlackError('channel_not_found');
  return channel;
}

/** For a method that only a member may use. */
export function requireOwnChannel(state: SlackState, id: string): Channel {
  const channel = requireChannel(state, id);
  if (!isMember(channel, slackConstants.botUserId)) throw new SlackError('not_in_channel');
  return channel;
}

export function findMessage(state: SlackState, place: { channelId: string; ts: string }): Message | null {
  return state.messages.findLast(({ channelId, ts }) => channelId === place.channelId && ts === place.ts) ?? null;
}

export function requireMessage(state: SlackState, place: { channelId: string; ts: string }): Message {
  const message = findMessage(state, place);
  if (message === null || message.visibleTo !== null) throw new SlackError('message_not_found');
  return message;
}

/** The conversation between the bot and one person, opened if it was never used. */
export function directChannel(workspace: Workspace, userId: string): Channel {
  const id = `D${userId.slice(1)}`;
  const known = workspace.state.channels.find((channel) => channel.id === id);
  if (known !== undefined) return known;
  const nothing = { value: '', creator: '', lastSetSeconds: 0 };
  const opened: Channel = {
    id,
    name: userId,
    kind: 'im',
    creator: slackConstants.botUserId,
    createdSeconds: nowSeconds(workspace),
    archived: false,
    topic: nothing,
    purpose: nothing,
    memberIds: [slackConstants.botUserId, userId],
    previousNames: [],
    bookmarks: [],
  };
  workspace.state.channels.push(opened);
  return opened;
}

/** What a post may name: a channel's id or name, or a person, which means their direct messages. */
export function requireTarget(workspace: Workspace, name: string): Channel {
  const { state } = workspace;
  if (/^[UW]/u.test(name) && findUser(state, name) !== null) {
    if (requireUser(state, name).deactivated) throw new SlackError('user_disabled');
    return directChannel(workspace, name);
  }
  const byName = state.channels.find((channel) => channel.kind !== 'im' && channel.name === name.replace(/^#/u, ''));
  return requireChannel(state, byName?.id ?? name);
}
