export { type ChannelPolicy, type ChannelPolicyPart, usualChannelPolicy } from './channel-policy/channel-policy.ts';
export { configureChannelPolicy } from './channel-policy/configure-channel-policy.ts';
export { getChannelPolicy } from './channel-policy/get-channel-policy.ts';
export { listChannelPolicies } from './channel-policy/list-channel-policies.ts';
export { closeAccountChannel } from './close-account-channel.ts';
export { configureNotifications } from './configure-notifications.ts';
export { countInteractions } from './count-interactions.ts';
export { findChatUser } from './directory.ts';
export { findUsableChannel } from './find-usable-channel.ts';
export { getNotification } from './get-notification.ts';
export { getNotificationSettings } from './get-notification-settings.ts';
export { type AccountChannel, listAccountChannels } from './list-account-channels.ts';
export { listNotifications } from './list-notifications.ts';
export type { ListedNotification } from './listed-notification.ts';
export { createChangeWords } from './load/create-change-words.ts';
export { createNotificationReaders } from './load/create-notification-readers.ts';
export { loadContradiction } from './load/load-contradiction.ts';
export { readQuotes } from './load/read-quotes.ts';
export { moveAccountChannel } from './move-account-channel.ts';
export type {
  AccountOfSubject,
  NotificationContext,
  NotificationReaders,
  SubjectOfNotification,
} from './notification-context.ts';
export { openAccountChannel } from './open-account-channel.ts';
export { postponeBundle } from './postpone-bundle.ts';
export { postponeNotification } from './postpone-notification.ts';
export { recordInteraction } from './record-interaction.ts';
export { renameAccountChannel } from './rename-account-channel.ts';
export { actionIds } from './render/action-ids.ts';
export { actions, context, section, sections } from './render/blocks.ts';
export { fitBlocks, type RenderedMessage } from './render/fit-blocks.ts';
export { line, link } from './render/mrkdwn.ts';
export { renderView } from './render/render-view.ts';
export { requestNotification } from './request-notification.ts';
export { retryNotifications } from './retry-notifications.ts';
export type {
  NotificationDestination,
  NotificationKind,
  NotificationSettings,
  NotificationSettingsChange,
  NotificationSubject,
  RequestNotificationInput,
} from './schema.ts';
export { sendBundle } from './send-bundle.ts';
export { sendDigest } from './send-digest.ts';
export { type SentNotification, sendNotification } from './send-notification.ts';
export { syncChatDirectory } from './sync-chat-directory.ts';
export { chatChannels, chatInteractions, chatUsers, notificationSettings, notifications } from './tables.ts';
export { takeBriefsTurn } from './take-briefs-turn.ts';
export { updateNotification } from './update-notification.ts';
export type {
  ApprovalView,
  CallSummaryView,
  ChangeView,
  CommitmentView,
  ContradictionView,
  DailyDigestView,
  DealBriefView,
  DecisionView,
  GapView,
  NotificationView,
  PointView,
  QuoteView,
  RiskWarningView,
} from './views.ts';
export { wasHeard } from './was-heard.ts';
