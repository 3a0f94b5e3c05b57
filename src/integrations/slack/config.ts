import type { Chat } from '#contracts';
import type { Connection } from '#platform/context';
import type { HostPolicy, HttpClient } from '#platform/http-client';
import { checkConnection } from './check-connection.ts';
import { createSlackClient } from './client.ts';
import { createSlackChat } from './create-slack-chat.ts';
import { createSlackDesk, type SlackDesk } from './create-slack-desk.ts';
import { createOpenPace, createSlackPace, slackHostPolicy } from './limits.ts';

/** What the settings say of Slack; null is what was not set. */
export interface SlackSettings {
  readonly botToken: string | null;
  readonly signingSecret: string | null;
  readonly appToken: string | null;
  readonly baseUrl: string | null;
  readonly defaultChannel: string | null;
}

export interface ConnectSlackOptions {
  readonly settings: SlackSettings;
  readonly httpClient: HttpClient;
  readonly simulated: boolean;
  /** False only for a stand-in whose limits are lifted. */
  readonly keepsPace?: boolean;
}

export type SlackConnection = Connection<Chat> & { readonly desk: SlackDesk | null };

export const slackBaseUrl = 'https://slack.com/api';

/** Slack as it is set up: off where the bot token is missing, with the sentence that names it. */
export function connectSlack({
  settings,
  httpClient,
  simulated,
  keepsPace = true,
}: ConnectSlackOptions): SlackConnection {
  const { botToken, appToken, signingSecret, baseUrl } = settings;
  if (botToken === null) {
    return {
      state: 'off',
      reason: 'Slack is not connected: SLACK_BOT_TOKEN is not set.',
      isHalfSet: appToken !== null || signingSecret !== null,
      action: 'Set SLACK_BOT_TOKEN and either SLACK_SIGNING_SECRET or SLACK_APP_TOKEN (api.slack.com/apps).',
      desk: null,
    };
  }
  const pace = keepsPace ? createSlackPace() : createOpenPace();
  const shared = { baseUrl: baseUrl ?? slackBaseUrl, httpClient, pace };
  const client = createSlackClient({ ...shared, token: botToken });
  const appClient = appToken === null ? null : createSlackClient({ ...shared, token: appToken });
  const chat = createSlackChat({
    client,
    check: () => checkConnection({ client, appClient, ...settings, botToken }),
  });
  return { state: 'on', client: chat, simulated, desk: createSlackDesk(client) };
}

/** The limits of the host that the settings name. */
export function slackPolicies({ baseUrl }: Pick<SlackSettings, 'baseUrl'>): Record<string, Partial<HostPolicy>> {
  return { [new URL(baseUrl ?? slackBaseUrl).host]: slackHostPolicy };
}
