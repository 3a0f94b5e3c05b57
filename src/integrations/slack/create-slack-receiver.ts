import type { App, Receiver } from '@slack/bolt';
import type { Clock } from '#platform/clock';
import { SophiaError } from '#platform/errors';
import { readSlackBody, type SlackWebhook, verifySlackSignature } from './webhooks.ts';

export interface SlackHttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export interface SlackReceiver extends Receiver {
  /** Takes one request of Slack. Throws `webhook.unauthentic`, `input.invalid`, and what kept it from being stored. */
  receive(delivery: SlackWebhook): Promise<SlackHttpAnswer>;
}

const empty: SlackHttpAnswer = { status: 200, contentType: 'text/plain; charset=utf-8', body: '' };

/** A receiver for Bolt that has no server of its own: whoever has one hands it the raw requests. */
export function createSlackReceiver({ signingSecret, clock }: { signingSecret: string; clock: Clock }): SlackReceiver {
  let app: App | null = null;
  return {
    init: (given) => {
      app = given;
    },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    receive: async (delivery) => {
      verifySlackSignature({ delivery, signingSecret, now: clock.now() });
      const body = readSlackBody(delivery);
      if (body['type'] === 'url_verification') return { ...empty, body: String(body['challenge'] ?? '') };
      if (body['ssl_check'] !== undefined) return empty;
      if (app === null) throw new SophiaError('internal.unexpected', 'Slack was received before Bolt was there.');
      return process({ app, body, delivery });
    },
  };
}

/** An event is answered once it is kept; a command, button or form with what its listener answers. */
async function process({
  app,
  body,
  delivery,
}: {
  app: App;
  body: Record<string, unknown>;
  delivery: SlackWebhook;
}): Promise<SlackHttpAnswer> {
  const isEvent = body['type'] === 'event_callback';
  const { promise: acknowledged, resolve } = Promise.withResolvers<SlackHttpAnswer>();
  const processed = app
    .processEvent({
      body,
      ack: (answer?: unknown) => {
        if (!isEvent) resolve(answerOf(answer));
        return Promise.resolve();
      },
      ...(delivery.retryNumber === undefined ? {} : { retryNum: Number(delivery.retryNumber) }),
      ...(delivery.retryReason === undefined ? {} : { retryReason: delivery.retryReason }),
    })
    .then(() => empty);
  return Promise.race([acknowledged, processed]);
}

function answerOf(answer: unknown): SlackHttpAnswer {
  if (answer === undefined || answer === null || answer === '') return empty;
  if (typeof answer === 'string') return { ...empty, body: answer };
  return { status: 200, contentType: 'application/json; charset=utf-8', body: JSON.stringify(answer) };
}
