import { z } from 'zod';
import { addMember, removeMember } from '../change-channel.ts';
import { slackConstants } from '../constants.ts';
import { directChannel, findUser, isMember, requireChannel, requireOwnChannel, requireUser } from '../find.ts';
import { presentChannel } from '../present/present-channel.ts';
import { SlackError } from '../slack-error.ts';
import type { Channel } from '../state.ts';
import { nextId, nowSeconds, type Workspace } from '../workspace.ts';
import { Flag, Names } from './arguments.ts';
import { defineMethod, type Method } from './method.ts';

const { botUserId } = slackConstants;
const manageScopes = ['channels:manage', 'groups:write', 'im:write', 'mpim:write'];
const mostPeople = 8;

export const conversationsMembershipMethods: readonly Method[] = [
  defineMethod({
    name: 'conversations.join',
    tier: 'three',
    scopes: ['channels:join'],
    takes: z.object({ channel: z.string() }),
    answer: ({ workspace, given }) => {
      const channel = requireChannel(workspace.state, given.channel);
      if (channel.kind !== 'public') throw new SlackError('method_not_supported_for_channel_type');
      if (channel.archived) throw new SlackError('is_archived');
      const wasMember = isMember(channel, botUserId);
      addMember(workspace, { channel, userId: botUserId, inviterId: null });
      const shown = presentChannel({ state: workspace.state, channel });
      if (!wasMember) return { channel: shown };
      return { channel: shown, warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } };
    },
  }),
  defineMethod({
    name: 'conversations.leave',
    tier: 'three',
    scopes: manageScopes,
    takes: z.object({ channel: z.string() }),
    answer: ({ workspace, given }) => {
      const channel = requireChannel(workspace.state, given.channel);
      if (channel.kind === 'im') throw new SlackError('method_not_supported_for_channel_type');
      if (!isMember(channel, botUserId)) return { not_in_channel: true };
      removeMember(workspace, { channel, userId: botUserId });
      return {};
    },
  }),
  defineMethod({
    name: 'conversations.invite',
    tier: 'three',
    scopes: manageScopes,
    takes: z.object({ channel: z.string(), users: Names, force: Flag.default(false) }),
    answer: ({ workspace, given }) => {
      const channel = requireOwnChannel(workspace.state, given.channel);
      if (channel.kind === 'im') throw new SlackError('method_not_supported_for_channel_type');
      if (channel.archived) throw new SlackError('is_archived');
      if (given.users.length === 0) throw new SlackError('no_user');
      const problems = given.users.flatMap((id) => inviteProblem(workspace, { channel, id }) ?? []);
      const first = problems[0];
      if (first !== undefined && !given.force) {
        throw new SlackError(first.error, problems.length > 1 || given.users.length > 1 ? { errors: problems } : {});
      }
      const refused = new Set(problems.map(({ user }) => user));
      for (const userId of given.users.filter((id) => !refused.has(id))) {
        addMember(workspace, { channel, userId, inviterId: botUserId });
      }
      return { channel: presentChannel({ state: workspace.state, channel }) };
    },
  }),
  defineMethod({
    name: 'conversations.open',
    tier: 'three',
    scopes: manageScopes,
    takes: z.object({ users: Names.optional(), channel: z.string().optional(), return_im: Flag.default(false) }),
    answer: ({ workspace, given }) => {
      const before = workspace.state.channels.length;
      const channel =
        given.users === undefined
          ? openKnown(workspace, given.channel)
          : openWith(
              workspace,
              given.users.filter((id) => id !== botUserId),
            );
      const known = workspace.state.channels.length === before ? { no_op: true, already_open: true } : {};
      const shown = given.return_im ? presentChannel({ state: workspace.state, channel }) : { id: channel.id };
      return { ...known, channel: shown };
    },
  }),
];

function inviteProblem(
  { state }: Workspace,
  { channel, id }: { channel: Channel; id: string },
): { user: string; ok: false; error: string } | null {
  const user = findUser(state, id);
  if (user === null || user.deactivated) return { user: id, ok: false, error: 'user_not_found' };
  if (id === botUserId) return { user: id, ok: false, error: 'cant_invite_self' };
  return isMember(channel, id) ? { user: id, ok: false, error: 'already_in_channel' } : null;
}

function openKnown({ state }: Workspace, id: string | undefined): Channel {
  if (id === undefined) throw new SlackError('users_list_not_supplied');
  const channel = requireChannel(state, id);
  if (channel.kind !== 'im' && channel.kind !== 'mpim') throw new SlackError('method_not_supported_for_channel_type');
  return channel;
}

function openWith(workspace: Workspace, userIds: readonly string[]): Channel {
  const { state } = workspace;
  if (userIds.length > mostPeople) throw new SlackError('too_many_users');
  const users = userIds.map((id) => requireUser(state, id));
  if (users.some((user) => user.deactivated)) throw new SlackError('user_disabled');
  const [first, ...others] = users;
  if (first === undefined) throw new SlackError('not_enough_users');
  if (others.length === 0) return directChannel(workspace, first.id);
  const memberIds = [botUserId, ...userIds];
  const known = state.channels.find(
    (channel) =>
      channel.kind === 'mpim' && new Set(channel.memberIds).symmetricDifference(new Set(memberIds)).size === 0,
  );
  if (known !== undefined) return known;
  const nothing = { value: '', creator: '', lastSetSeconds: 0 };
  const channel: Channel = {
    id: nextId(workspace, 'G'),
    name: `mpdm-sophia--${users.map(({ name }) => name).join('--')}-1`,
    kind: 'mpim',
    creator: botUserId,
    createdSeconds: nowSeconds(workspace),
    archived: false,
    topic: nothing,
    purpose: nothing,
    memberIds,
    previousNames: [],
    bookmarks: [],
  };
  state.channels.push(channel);
  return channel;
}
