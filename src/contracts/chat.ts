import { z } from 'zod';
import type { ConnectionStep, Page } from './call-source.ts';

/** A block of a message in Block Kit's form; checked by whoever builds it, opaque to everybody else. */
export const ChatBlock = z.looseObject({ type: z.string().min(1) });
export type ChatBlock = z.infer<typeof ChatBlock>;

export const ChatChannel = z.strictObject({
  externalId: z.string().min(1),
  name: z.string(),
  isPrivate: z.boolean(),
  isArchived: z.boolean(),
  isMember: z.boolean(),
});
export type ChatChannel = z.infer<typeof ChatChannel>;

export const ChatUser = z.strictObject({
  externalId: z.string().min(1),
  name: z.string(),
  email: z.string().nullable(),
  timeZone: z.string().nullable(),
  active: z.boolean(),
  isBot: z.boolean(),
});
export type ChatUser = z.infer<typeof ChatUser>;

/** A message that stands in a channel. `externalId` is the vendor's timestamp, unique in its channel. */
export interface ChatMessageReference {
  readonly channelId: string;
  readonly externalId: string;
}

export interface ChatMessage {
  readonly channelId: string;
  /** Plain text: what a notification shows. */
  readonly text: string;
  readonly blocks: readonly ChatBlock[];
  readonly threadId: string | null;
  /** Found again by `findMessage` after a crash between sending and recording. */
  readonly marker: string;
}

/** A place where people talk. */
export interface Chat {
  readonly name: 'slack';
  postMessage(message: ChatMessage): Promise<ChatMessageReference>;
  updateMessage(message: ChatMessageReference & Pick<ChatMessage, 'text' | 'blocks'>): Promise<void>;
  /** Seen by one person only, gone when they reload; nothing is recorded of it by the vendor. */
  postEphemeral(message: {
    readonly channelId: string;
    readonly threadId: string | null;
    readonly userId: string;
    readonly text: string;
    readonly blocks: readonly ChatBlock[];
  }): Promise<void>;
  /** Looks in the channel's history (never a search index) for a message that carries the marker; null where none does. */
  findMessage(place: {
    readonly channelId: string;
    readonly threadId: string | null;
    readonly marker: string;
    readonly since: Date;
  }): Promise<ChatMessageReference | null>;
  openDirectMessage(userId: string): Promise<{ readonly channelId: string }>;
  permalink(message: ChatMessageReference): Promise<string | null>;
  listChannels(place: { readonly cursor: string | null }): Promise<Page<ChatChannel>>;
  listUsers(place: { readonly cursor: string | null }): Promise<Page<ChatUser>>;
  joinChannel(channelId: string): Promise<void>;
  createChannel(options: { readonly name: string; readonly isPrivate: boolean }): Promise<ChatChannel>;
  archiveChannel(channelId: string): Promise<void>;
  renameChannel(options: { readonly channelId: string; readonly name: string }): Promise<void>;
  check(): Promise<readonly ConnectionStep[]>;
}
