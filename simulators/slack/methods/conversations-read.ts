import { z } from 'zod';
import { slackConstants } from '../constants.ts';
import { isMember, requireChannel, requireUser } from '../find.ts';
import { presentChannel } from '../present/present-channel.ts';
import { SlackError } from '../slack-error.ts';
import type { Channel, JsonObject, SlackState, Token } from '../state.ts';
import { Flag, Names, Whole } from './arguments.ts';
import { defineMethod, type Method, requireScope } from './method.ts';
import { pageOf } from './page-of.ts';

const readScopes = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];
const kinds = { public_channel: 'public', private_channel: 'private', im: 'im', mpim: 'mpim' } as const;
const scopeOfKind = { public: 'channels', private: 'groups', im: 'im', mpim: 'mpim' } as const;
const Kind = z.enum(['public_channel', 'private_channel', 'im', 'mpim']);

const listed = {
  types: Names.default(['public_channel']),
  exclude_archived: Flag.default(false),
  cursor: z.string().optional(),
  limit: Whole.default(100),
};

export const conversationsReadMethods: readonly Method[] = [
  defineMethod({
    name: 'conversations.list',
    readOnly: true,
    tier: 'two',
    scopes: readScopes,
    takes: z.object(listed),
    answer: ({ workspace: { state }, token, given }) => {
      const items = state.channels.filter((channel) => isSeen(channel) && isWanted({ channel, given, token }));
      return presentPage({ state, items, given, withCounts: true });
    },
  }),
  defineMethod({
    name: 'users.conversations',
    readOnly: true,
    tier: 'three',
    scopes: readScopes,
    takes: z.object({ ...listed, user: z.string().optional() }),
    answer: ({ workspace: { state }, token, given }) => {
      const userId = given.user ?? slackConstants.botUserId;
      requireUser(state, userId);
      const items = state.channels.filter(
        (channel) => isMember(channel, userId) && isSeen(channel) && isWanted({ channel, given, token }),
      );
      return presentPage({ state, items, given, withCounts: false });
    },
  }),
  defineMethod({
    name: 'conversations.info',
    readOnly: true,
    tier: 'three',
    scopes: readScopes,
    takes: z.object({ channel: z.string(), include_num_members: Flag.default(false) }),
    answer: ({ workspace: { state }, token, given }) => {
      const channel = requireChannel(state, given.channel);
      requireScope(token, `${scopeOfKind[channel.kind]}:read`);
      const shown = presentChannel({ state, channel });
      return { channel: given.include_num_members ? { ...shown, ...countMembers(channel) } : shown };
    },
  }),
  defineMethod({
    name: 'conversations.members',
    readOnly: true,
    tier: 'four',
    scopes: readScopes,
    takes: z.object({ channel: z.string(), cursor: z.string().optional(), limit: Whole.default(100) }),
    answer: ({ workspace: { state }, token, given }) => {
      const channel = requireChannel(state, given.channel);
      requireScope(token, `${scopeOfKind[channel.kind]}:read`);
      const wanted = { items: channel.memberIds, idOf: (id: string) => id, cursor: given.cursor, limit: given.limit };
      const { page, nextCursor } = pageOf(wanted);
      return { members: page, response_metadata: { next_cursor: nextCursor } };
    },
  }),
];

/** A private conversation exists for the bot only if it is in it. */
function isSeen(channel: Channel): boolean {
  return channel.kind === 'public' || isMember(channel, slackConstants.botUserId);
}

type Listed = z.infer<z.ZodObject<typeof listed>>;

function isWanted({ channel, given, token }: { channel: Channel; given: Listed; token: Token | null }): boolean {
  const wanted = z.array(Kind).safeParse(given.types);
  if (!wanted.success) throw new SlackError('invalid_types');
  for (const kind of wanted.data) requireScope(token, `${scopeOfKind[kinds[kind]]}:read`);
  return wanted.data.some((kind) => kinds[kind] === channel.kind) && !(given.exclude_archived && channel.archived);
}

/** A list of the workspace says how many are in each channel; a list of one person's does not, nor who is in it. */
function presentPage(input: { state: SlackState; items: Channel[]; given: Listed; withCounts: boolean }): JsonObject {
  const { state, items, given, withCounts } = input;
  if (given.limit > 1000) throw new SlackError('invalid_limit');
  const { page, nextCursor } = pageOf({ items, idOf: ({ id }) => id, cursor: given.cursor, limit: given.limit });
  const channels = page.map((channel) => {
    const { is_member: isIn, ...shown } = presentChannel({ state, channel });
    if (!withCounts) return shown;
    return channel.kind === 'im' ? shown : { ...shown, is_member: isIn, ...countMembers(channel) };
  });
  return { channels, response_metadata: { next_cursor: nextCursor } };
}

function countMembers({ memberIds }: Channel): JsonObject {
  return { num_members: memberIds.length };
}
