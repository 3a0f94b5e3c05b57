import { z } from 'zod';
import type { Chat, ChatMessageReference } from '#contracts';
import { SophiaError } from '#platform/errors';
import type { SlackClient } from './client.ts';
import { mapChannel, mapUser } from './map.ts';
import { markerType } from './marker-type.ts';
import {
  AuthTest,
  ChannelAnswer,
  ChannelList,
  MessageHistory,
  PermalinkAnswer,
  PostedMessage,
  UserList,
} from './schema.ts';

const pageSize = 200;
/** Clocks differ, and a message may be older than our note of it by what they differ. */
const clockToleranceMs = 5 * 60_000;

const Done = z.looseObject({});

type CheckConnection = Chat['check'];

/** Slack as a place where people talk. */
export function createSlackChat({ client, check }: { client: SlackClient; check: CheckConnection }): Chat {
  let ourTeamId: string | null = null;
  async function readTeamId(): Promise<string> {
    ourTeamId ??= (await client.call({ method: 'auth.test', schema: AuthTest })).team_id;
    return ourTeamId;
  }
  return {
    name: 'slack',
    ...messageMethods(client),
    ...channelMethods(client),
    listUsers: async ({ cursor }) => {
      const teamId = await readTeamId();
      const answer = await client.call({
        method: 'users.list',
        arguments: { limit: pageSize, cursor },
        schema: UserList,
      });
      const items = answer.members.map((user) => mapUser({ user, teamId }));
      return { items, cursor: answer.nextCursor, total: null };
    },
    check,
  };
}

type MessageMethods = Pick<Chat, 'postMessage' | 'updateMessage' | 'postEphemeral' | 'findMessage' | 'permalink'>;

function messageMethods(client: SlackClient): MessageMethods {
  return {
    postMessage: async ({ channelId, text, blocks, threadId, marker }) => {
      const posted = await client.call({
        method: 'chat.postMessage',
        channelId,
        arguments: {
          channel: channelId,
          text,
          blocks,
          thread_ts: threadId,
          unfurl_links: false,
          unfurl_media: false,
          parse: 'none',
          link_names: false,
          metadata: { event_type: markerType, event_payload: { marker } },
        },
        schema: PostedMessage,
      });
      return { channelId: posted.channel, externalId: posted.ts };
    },
    updateMessage: async ({ channelId, externalId, text, blocks }) => {
      await client.call({
        method: 'chat.update',
        arguments: { channel: channelId, ts: externalId, text, blocks, parse: 'none', link_names: false },
        schema: Done,
      });
    },
    postEphemeral: async ({ channelId, threadId, userId, text, blocks }) => {
      await client.call({
        method: 'chat.postEphemeral',
        arguments: {
          channel: channelId,
          user: userId,
          text,
          blocks,
          thread_ts: threadId,
          parse: 'none',
          link_names: false,
        },
        schema: Done,
      });
    },
    findMessage: (place) => findMessage({ client, place }),
    permalink: async ({ channelId, externalId }) => {
      try {
        const answer = await client.call({
          method: 'chat.getPermalink',
          arguments: { channel: channelId, message_ts: externalId },
          schema: PermalinkAnswer,
        });
        return answer.permalink;
      } catch (error) {
        if (error instanceof SophiaError && error.code === 'vendor.not-found') return null;
        throw error;
      }
    },
  };
}

type ChannelMethods = Pick<
  Chat,
  'openDirectMessage' | 'listChannels' | 'joinChannel' | 'createChannel' | 'archiveChannel' | 'renameChannel'
>;

function channelMethods(client: SlackClient): ChannelMethods {
  return {
    openDirectMessage: async (userId) => {
      const opened = await client.call({
        method: 'conversations.open',
        arguments: { users: userId },
        schema: ChannelAnswer,
      });
      return { channelId: opened.channel.id };
    },
    listChannels: async ({ cursor }) => {
      const answer = await client.call({
        method: 'conversations.list',
        arguments: { limit: pageSize, cursor, types: 'public_channel,private_channel', exclude_archived: false },
        schema: ChannelList,
      });
      return { items: answer.channels.map(mapChannel), cursor: answer.nextCursor, total: null };
    },
    joinChannel: async (channelId) => {
      await client.call({ method: 'conversations.join', arguments: { channel: channelId }, schema: Done });
    },
    createChannel: async ({ name, isPrivate }) => {
      const created = await client.call({
        method: 'conversations.create',
        arguments: { name, is_private: isPrivate },
        schema: ChannelAnswer,
      });
      return mapChannel({ is_member: true, ...created.channel });
    },
    archiveChannel: async (channelId) => {
      await client.call({ method: 'conversations.archive', arguments: { channel: channelId }, schema: Done });
    },
    renameChannel: async ({ channelId, name }) => {
      await client.call({ method: 'conversations.rename', arguments: { channel: channelId, name }, schema: Done });
    },
  };
}

async function findMessage({
  client,
  place,
}: {
  client: SlackClient;
  place: Parameters<Chat['findMessage']>[0];
}): Promise<ChatMessageReference | null> {
  const { channelId, threadId, marker, since } = place;
  const oldest = String((since.getTime() - clockToleranceMs) / 1000);
  let cursor: string | null = null;
  do {
    const page: z.infer<typeof MessageHistory> & { nextCursor: string | null } = await client.call({
      method: threadId === null ? 'conversations.history' : 'conversations.replies',
      arguments: { channel: channelId, ts: threadId, oldest, limit: pageSize, include_all_metadata: true, cursor },
      schema: MessageHistory,
    });
    const found = (page.messages ?? []).find(
      ({ metadata }) => metadata?.event_type === markerType && metadata.event_payload?.marker === marker,
    );
    if (found !== undefined) return { channelId, externalId: found.ts };
    cursor = page.nextCursor;
  } while (cursor !== null);
  return null;
}
