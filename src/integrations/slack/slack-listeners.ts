import type { SlackBlockActions, SlackCommand, SlackEventEnvelope, SlackViewSubmission } from './schema.ts';

/** What a command is answered with at once; most answers come later, at the command's response address. */
export interface SlackReply {
  readonly text: string;
  readonly response_type?: 'ephemeral' | 'in_channel';
}

/** Why a form is not taken, by the block that is wrong. */
export interface SlackFormErrors {
  readonly response_action: 'errors';
  readonly errors: Readonly<Record<string, string>>;
}

/**
 * What happens to what Slack sends. Slack is told that it was received when these resolve, so they do nothing but keep
 * it where it cannot be lost; one that throws makes Slack send an event again.
 */
export interface SlackListeners {
  readonly onEvent: (event: SlackEventEnvelope) => Promise<void>;
  readonly onCommand: (command: SlackCommand) => Promise<SlackReply | null>;
  readonly onBlockActions: (actions: SlackBlockActions) => Promise<void>;
  readonly onViewSubmission: (submission: SlackViewSubmission) => Promise<SlackFormErrors | null>;
}
