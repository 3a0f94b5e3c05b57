import { z } from 'zod';
import { createChannel, renameChannel, setArchived } from '../change-channel.ts';
import { slackConstants } from '../constants.ts';
import { requireOwnChannel } from '../find.ts';
import { presentChannel } from '../present/present-channel.ts';
import { SlackError } from '../slack-error.ts';
import type { Channel, JsonObject, SlackState } from '../state.ts';
import { nowSeconds, type Workspace } from '../workspace.ts';
import { writeMessage } from '../write-message.ts';
import { Flag } from './arguments.ts';
import { defineMethod, type Method } from './method.ts';

const { botUserId } = slackConstants;
const scopes = ['channels:manage', 'groups:write'];
const longestName = 80;
const longestDescription = 250;

export const conversationsManageMethods: readonly Method[] = [
  defineMethod({
    name: 'conversations.create',
    tier: 'two',
    scopes,
    takes: z.object({ name: z.string(), is_private: Flag.default(false) }),
    answer: ({ workspace, given }) => {
      requireFreeName(workspace.state, given.name);
      const made = { name: given.name, isPrivate: given.is_private, creatorId: botUserId };
      return shown(workspace, createChannel(workspace, made));
    },
  }),
  defineMethod({
    name: 'conversations.rename',
    tier: 'two',
    scopes,
    takes: z.object({ channel: z.string(), name: z.string() }),
    answer: ({ workspace, given }) => {
      const channel = requireRoom(workspace.state, given.channel);
      if (channel.archived) throw new SlackError('is_archived');
      requireFreeName(workspace.state, given.name);
      renameChannel(workspace, { channel, name: given.name, userId: botUserId });
      return shown(workspace, channel);
    },
  }),
  defineMethod({
    name: 'conversations.archive',
    tier: 'two',
    scopes,
    takes: z.object({ channel: z.string() }),
    answer: ({ workspace, given }) => {
      const channel = requireRoom(workspace.state, given.channel);
      if (channel.archived) throw new SlackError('already_archived');
      if (channel.name === 'general') throw new SlackError('cant_archive_general');
      setArchived(workspace, { channel, archived: true, userId: botUserId });
      return {};
    },
  }),
  defineMethod({
    name: 'conversations.unarchive',
    tier: 'two',
    scopes,
    takes: z.object({ channel: z.string() }),
    answer: ({ workspace, given }) => {
      const channel = requireRoom(workspace.state, given.channel);
      if (!channel.archived) throw new SlackError('not_archived');
      setArchived(workspace, { channel, archived: false, userId: botUserId });
      return {};
    },
  }),
  describing('topic'),
  describing('purpose'),
];

function describing(field: 'topic' | 'purpose'): Method {
  return defineMethod({
    name: field === 'topic' ? 'conversations.setTopic' : 'conversations.setPurpose',
    tier: 'two',
    scopes,
    takes: z.object({ channel: z.string(), [field]: z.string() }),
    answer: ({ workspace, given }) => {
      const channel = requireRoom(workspace.state, given['channel'] ?? '');
      const value = given[field] ?? '';
      if (channel.archived) throw new SlackError('is_archived');
      if ([...value].length > longestDescription) throw new SlackError('too_long');
      channel[field] = { value, creator: botUserId, lastSetSeconds: nowSeconds(workspace) };
      const kind = channel.kind === 'private' ? 'group' : 'channel';
      const text = `set the channel ${field}: ${value}`;
      const subtype = `${kind}_${field}`;
      writeMessage(workspace, { channel, message: { userId: botUserId, subtype, text, extra: { [field]: value } } });
      return shown(workspace, channel);
    },
  });
}

function requireRoom(state: SlackState, id: string): Channel {
  const channel = requireOwnChannel(state, id);
  if (channel.kind === 'im' || channel.kind === 'mpim') throw new SlackError('method_not_supported_for_channel_type');
  return channel;
}

function requireFreeName({ channels }: SlackState, name: string): void {
  if (name === '') throw new SlackError('invalid_name_required');
  if (name.length > longestName) throw new SlackError('invalid_name_maxlength');
  if (/^[-_.]+$/u.test(name)) throw new SlackError('invalid_name_punctuation');
  if (!/^[\p{Ll}\p{Lo}\p{N}_-]+$/u.test(name)) throw new SlackError('invalid_name_specials');
  if (channels.some((channel) => channel.name === name)) throw new SlackError('name_taken');
}

function shown({ state }: Workspace, channel: Channel): JsonObject {
  return { channel: presentChannel({ state, channel }) };
}
