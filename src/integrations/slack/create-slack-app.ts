import type { App, Logger, LogLevel, Receiver } from '@slack/bolt';
import type { Log } from '#platform/log';
import { SlackBlockActions, SlackCommand, SlackEventEnvelope, SlackViewSubmission } from './schema.ts';
import type { SlackListeners } from './slack-listeners.ts';

export interface SlackAppOptions {
  readonly receiver: Receiver;
  readonly listeners: SlackListeners;
  readonly botToken: string;
  readonly baseUrl: string;
  readonly log: Log;
}

const everything = /.*/s;

/**
 * Bolt, which tells events, commands, buttons and forms apart and calls our listeners. It makes no request of its own:
 * the token is not tried when it starts, and answers go through our client with its one retry policy. Loaded here:
 * its 600 files would make every start wait, also where no Slack is connected.
 */
export async function createSlackApp({ receiver, listeners, botToken, baseUrl, log }: SlackAppOptions): Promise<App> {
  const { App, LogLevel } = await import('@slack/bolt');
  const app = new App({
    receiver,
    authorize: () => Promise.resolve({ botToken }),
    clientOptions: { slackApiUrl: baseUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
    convoStore: false,
    ignoreSelf: false,
    logger: createSlackLogger({ log, level: LogLevel.WARN }),
  });
  app.error((error) => Promise.reject(error.original ?? error));
  app.event(everything, ({ body }) => listeners.onEvent(SlackEventEnvelope.parse(body)));
  app.command(everything, async ({ ack, body }) => {
    const reply = await listeners.onCommand(SlackCommand.parse(body));
    await ack(reply ?? undefined);
  });
  app.action(everything, async ({ ack, body }) => {
    const actions = SlackBlockActions.safeParse(body);
    if (actions.success) await listeners.onBlockActions(actions.data);
    await ack();
  });
  app.view(everything, async ({ ack, body }) => {
    const errors = await listeners.onViewSubmission(SlackViewSubmission.parse(body));
    await (errors === null ? ack() : ack({ response_action: 'errors', errors: { ...errors.errors } }));
  });
  return app;
}

/** The library's own lines may hold what people wrote: only that there was one is told. */
export function createSlackLogger({ log, level }: { log: Log; level: LogLevel }): Logger {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: () => log.debug({}, "Slack's library gave a warning"),
    error: () => log.debug({}, "Slack's library reported an error"),
    setLevel: () => undefined,
    getLevel: () => level,
    setName: () => undefined,
  };
}
