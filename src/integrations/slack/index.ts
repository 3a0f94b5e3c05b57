export {
  type ConnectSlackOptions,
  connectSlack,
  type SlackConnection,
  type SlackSettings,
  slackBaseUrl,
  slackPolicies,
} from './config.ts';
export { botEvents, createAppManifest, slashCommands } from './create-app-manifest.ts';
export { createSlackApp, type SlackAppOptions } from './create-slack-app.ts';
export type { SlackDesk, SlackView } from './create-slack-desk.ts';
export type { SlackPane } from './create-slack-pane.ts';
export { createSlackReceiver, type SlackHttpAnswer, type SlackReceiver } from './create-slack-receiver.ts';
export {
  createSocketReceiver,
  type SocketReceiver,
  type SocketReceiverOptions,
  type SocketState,
} from './create-socket-receiver.ts';
export type { ThreadMessage } from './read-thread.ts';
export { SlackBlockActions, SlackCommand, SlackEventEnvelope, SlackViewSubmission } from './schema.ts';
export type { SlackFormErrors, SlackListeners, SlackReply } from './slack-listeners.ts';
export type { SlackWebhook } from './webhooks.ts';
