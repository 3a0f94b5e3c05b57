import { SlackBlockActions, SlackCommand, SlackEventEnvelope, SlackViewSubmission } from '#integrations/slack';

/** What is kept of each kind in the inbox, and how it is read again. */
export const deliveryKinds = {
  event: SlackEventEnvelope,
  command: SlackCommand,
  block_actions: SlackBlockActions,
  view_submission: SlackViewSubmission,
} as const;
