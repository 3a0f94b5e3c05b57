import type { IdentifiedUser } from './identify-user.ts';

export type InteractionKind = 'command' | 'action' | 'form' | 'mention' | 'message' | 'home' | 'pane';

/** What somebody in Slack wants done, and how they are told of it. */
export interface Work {
  readonly kind: InteractionKind;
  readonly userId: string;
  readonly channelId: string | null;
  /** Names and ids; nothing that somebody wrote. */
  readonly input: Readonly<Record<string, string>>;
  /** Who acts, where that is not just the person; null is silence. */
  readonly identify?: () => Promise<IdentifiedUser | null>;
  /** Whether it was done, or, without an error, not to be. */
  readonly run: (user: IdentifiedUser) => Promise<'done' | 'refused'>;
  /** Tells the person what went wrong, escaped. */
  readonly tell: (text: string) => Promise<void>;
}
