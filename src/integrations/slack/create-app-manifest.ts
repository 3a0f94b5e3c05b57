import { grantableScopes, neededScopes } from './scopes.ts';

/** What can be typed in Slack, before the word that chooses among the commands behind it. */
export const slashCommands = [
  { command: '/sophia', description: 'Deals, calls, approvals, the ledger: /sophia help', usage_hint: 'help' },
  { command: '/sophia-deals', description: 'Open deals by stage, owner or period', usage_hint: 'closing this month' },
  { command: '/sophia-calls', description: 'The calls of a period or an account', usage_hint: 'last 7 days' },
] as const;

/** The events that Sophia takes; those of channels, so that a thread goes on without a mention. */
export const botEvents = [
  'app_home_opened',
  'app_mention',
  'assistant_thread_context_changed',
  'assistant_thread_started',
  'message.channels',
  'message.groups',
  'message.im',
] as const;

/** An app as api.slack.com/apps takes it; its keys are Slack's. */
export type AppManifest = Readonly<Record<string, unknown>>;

/**
 * The manifest that makes an app with everything Sophia needs (https://docs.slack.dev/reference/app-manifest): over
 * Socket Mode, or over HTTP where `publicUrl` says under which address Slack reaches Sophia. With `managesChannels` it
 * may also create, rename and archive the channels of accounts, which Sophia does only when asked.
 */
export function createAppManifest({
  publicUrl,
  managesChannels,
}: {
  publicUrl: string | null;
  managesChannels: boolean;
}): AppManifest {
  const url = publicUrl === null ? null : `${publicUrl.replace(/\/$/, '')}/slack/events`;
  const reached = url === null ? {} : { request_url: url };
  return {
    display_information: { name: 'Sophia', description: 'Checked facts, changes to approve and answers from calls' },
    features: {
      app_home: { home_tab_enabled: false, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'Sophia', always_online: true },
      assistant_view: { assistant_description: 'Answers about deals, calls and people, each with its proof' },
      slash_commands: slashCommands.map((command) => ({ ...command, ...(url === null ? {} : { url }) })),
    },
    oauth_config: {
      scopes: {
        bot: [...neededScopes, ...grantableScopes.panes, ...(managesChannels ? grantableScopes.channels : [])],
      },
    },
    settings: {
      event_subscriptions: { ...reached, bot_events: botEvents },
      interactivity: { is_enabled: true, ...reached },
      org_deploy_enabled: false,
      socket_mode_enabled: url === null,
      token_rotation_enabled: false,
    },
  };
}
