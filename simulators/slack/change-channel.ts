import { isMember } from './find.ts';
import { channelType, presentChannel } from './present/present-channel.ts';
import type { Channel } from './state.ts';
import { nextId, nextTimestamp, nowSeconds, type Workspace } from './workspace.ts';
import { writeMessage } from './write-message.ts';

/** Lets somebody in, as a person or the app does it; the channel says so in a line. */
export function addMember(
  workspace: Workspace,
  { channel, userId, inviterId }: { channel: Channel; userId: string; inviterId: string | null },
): void {
  if (isMember(channel, userId)) return;
  channel.memberIds.push(userId);
  const subtype = channel.kind === 'private' ? 'group_join' : 'channel_join';
  const extra = inviterId === null ? {} : { inviter: inviterId };
  const text = `<@${userId}> has joined the channel`;
  writeMessage(workspace, { channel, message: { userId, subtype, text, extra } });
  workspace.emit({
    type: 'member_joined_channel',
    user: userId,
    channel: channel.id,
    channel_type: channel.kind === 'private' ? 'G' : 'C',
    team: workspace.state.team.id,
    ...extra,
    event_ts: nextTimestamp(workspace),
  });
}

export function removeMember(workspace: Workspace, { channel, userId }: { channel: Channel; userId: string }): void {
  if (!isMember(channel, userId)) return;
  const type = channel.kind === 'private' ? 'G' : 'C';
  const team = workspace.state.team.id;
  workspace.emit({
    type: 'member_left_channel',
    user: userId,
    channel: channel.id,
    channel_type: type,
    team,
    event_ts: nextTimestamp(workspace),
  });
  channel.memberIds = channel.memberIds.filter((id) => id !== userId);
}

export function setArchived(
  workspace: Workspace,
  { channel, archived, userId }: { channel: Channel; archived: boolean; userId: string },
): void {
  const subtype = `${channelType(channel)}_${archived ? 'archive' : 'unarchive'}`;
  writeMessage(workspace, {
    channel,
    message: { userId, subtype, text: `<@${userId}> ${archived ? 'archived' : 'un-archived'} the channel` },
  });
  channel.archived = archived;
  const event_ts = nextTimestamp(workspace);
  workspace.emit({ type: subtype, channel: channel.id, user: userId, is_moved: 0, event_ts });
}

export function renameChannel(
  workspace: Workspace,
  { channel, name, userId }: { channel: Channel; name: string; userId: string },
): void {
  const oldName = channel.name;
  channel.previousNames = [oldName, ...channel.previousNames];
  channel.name = name;
  const subtype = `${channelType(channel)}_name`;
  writeMessage(workspace, {
    channel,
    message: {
      userId,
      subtype,
      text: `has renamed the channel from "${oldName}" to "${name}"`,
      extra: { old_name: oldName, name },
    },
  });
  const renamed = { id: channel.id, name, name_normalized: name, created: channel.createdSeconds };
  workspace.emit({ type: `${channelType(channel)}_rename`, channel: renamed, event_ts: nextTimestamp(workspace) });
}

export function createChannel(
  workspace: Workspace,
  { name, isPrivate, creatorId }: { name: string; isPrivate: boolean; creatorId: string },
): Channel {
  const nothing = { value: '', creator: '', lastSetSeconds: 0 };
  const channel: Channel = {
    id: nextId(workspace, 'C'),
    name,
    kind: isPrivate ? 'private' : 'public',
    creator: creatorId,
    createdSeconds: nowSeconds(workspace),
    archived: false,
    topic: nothing,
    purpose: nothing,
    memberIds: [creatorId],
    previousNames: [],
    bookmarks: [],
  };
  workspace.state.channels.push(channel);
  if (!isPrivate) {
    const { is_member: _isMember, ...created } = presentChannel({ state: workspace.state, channel });
    workspace.emit({ type: 'channel_created', channel: created, event_ts: nextTimestamp(workspace) });
  }
  return channel;
}
