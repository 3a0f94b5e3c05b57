import type { Chat, ChatBlock, ChatChannel, ChatUser } from '#contracts';
import { SophiaError } from '#platform/errors';

export interface PostedMessage {
  readonly channelId: string;
  readonly externalId: string;
  readonly threadId: string | null;
  readonly marker: string;
  text: string;
  blocks: readonly ChatBlock[];
}

export interface MemoryChat extends Chat {
  readonly messages: PostedMessage[];
  /** What one person alone was shown. */
  readonly whispers: (Pick<PostedMessage, 'channelId' | 'threadId' | 'text' | 'blocks'> & {
    readonly userId: string;
  })[];
  readonly channels: ChatChannel[];
  readonly users: ChatUser[];
  /** Throws it in the next call of that method, before anything is done or after everything is. */
  failNext(failure: { readonly method: keyof Chat; readonly error: Error; readonly when: 'before' | 'after' }): void;
}

/** A chat in memory for tests of what lies above it; how Slack really answers is tried against its simulator. */
export function createMemoryChat(): MemoryChat {
  const messages: PostedMessage[] = [];
  const whispers: MemoryChat['whispers'] = [];
  const channels: ChatChannel[] = [];
  const users: ChatUser[] = [];
  const failures: { method: keyof Chat; error: Error; when: 'before' | 'after' }[] = [];
  let count = 0;
  function fail(method: keyof Chat, when: 'before' | 'after'): void {
    const index = failures.findIndex((failure) => failure.method === method && failure.when === when);
    const [failure] = index === -1 ? [] : failures.splice(index, 1);
    if (failure !== undefined) throw failure.error;
  }
  function channelOf(channelId: string): ChatChannel {
    const found = channels.find(({ externalId }) => externalId === channelId);
    if (found === undefined)
      throw new SophiaError('channel.unusable', `Expected ${channelId}, found: channel_not_found.`);
    if (found.isArchived) throw new SophiaError('channel.unusable', `Expected ${channelId}, found: is_archived.`);
    return found;
  }
  function replaceChannel(channelId: string, change: Partial<ChatChannel>): void {
    const index = channels.indexOf(channelOf(channelId));
    channels.splice(index, 1, { ...channelOf(channelId), ...change });
  }
  return {
    name: 'slack',
    messages,
    whispers,
    channels,
    users,
    failNext: (failure) => void failures.push(failure),
    postMessage: async ({ channelId, text, blocks, threadId, marker }) => {
      fail('postMessage', 'before');
      if (!channelId.startsWith('D')) channelOf(channelId);
      count += 1;
      const posted = { channelId, externalId: `${count}.000`, threadId, marker, text, blocks };
      messages.push(posted);
      fail('postMessage', 'after');
      return { channelId, externalId: posted.externalId };
    },
    updateMessage: async ({ channelId, externalId, text, blocks }) => {
      fail('updateMessage', 'before');
      const found = messages.find((message) => message.channelId === channelId && message.externalId === externalId);
      if (found === undefined) throw new SophiaError('vendor.not-found', 'Expected a message, found none.');
      Object.assign(found, { text, blocks });
    },
    postEphemeral: async (message) => void whispers.push(message),
    findMessage: async ({ channelId, marker }) =>
      messages.find((message) => message.channelId === channelId && message.marker === marker) ?? null,
    openDirectMessage: async (userId) => ({ channelId: `D${userId}` }),
    permalink: async () => null,
    listChannels: async () => ({ items: [...channels], cursor: null, total: null }),
    listUsers: async () => ({ items: [...users], cursor: null, total: null }),
    joinChannel: async (channelId) => replaceChannel(channelId, { isMember: true }),
    createChannel: async ({ name, isPrivate }) => {
      fail('createChannel', 'before');
      count += 1;
      const channel = { externalId: `C${count}`, name, isPrivate, isArchived: false, isMember: true };
      channels.push(channel);
      fail('createChannel', 'after');
      return channel;
    },
    archiveChannel: async (channelId) => replaceChannel(channelId, { isArchived: true }),
    renameChannel: async ({ channelId, name }) => replaceChannel(channelId, { name }),
    check: async () => [],
  };
}
