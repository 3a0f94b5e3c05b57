import type { WebhookAnswer, WebhookRules, WebhookSending } from '../../kit/index.ts';
import { slackConstants } from '../constants.ts';
import { signedHeaders } from '../signature.ts';
import type { SlackState } from '../state.ts';
import { QueuedEvent } from './send-event.ts';

/** How Slack delivers events over HTTP: three seconds, then again at once, after a minute and after five. */
export function eventRules(lastReason: (deliveryId: string) => string): WebhookRules<SlackState> {
  return {
    retryDelaysMs: [0, 60_000, 300_000],
    timeoutMs: 3000,
    write: (sending) => write(sending, lastReason),
    isRetried: (answer) => answer?.headers.get('x-slack-no-retry') !== '1',
  };
}

/** Why a delivery failed, in the words of the header. */
export function retryReason(attempt: { status: WebhookAnswer['status'] | null; error: string | null }): string {
  if (attempt.status !== null)
    return attempt.status >= 300 && attempt.status < 400 ? 'too_many_redirects' : 'http_error';
  return /timeout|aborted/iu.test(attempt.error ?? '') ? 'http_timeout' : 'connection_failed';
}

function write(sending: WebhookSending<SlackState>, lastReason: (deliveryId: string) => string) {
  const { body: event, firstIsLost } = QueuedEvent.parse(sending.delivery.payload);
  const body = JSON.stringify(event);
  const seconds = Math.floor(sending.now.getTime() / 1000);
  const retries = sending.count - 1 + (firstIsLost ? 1 : 0);
  const reason = sending.count === 1 ? 'http_timeout' : lastReason(sending.delivery.id);
  return {
    headers: {
      'content-type': 'application/json',
      ...signedHeaders({ secret: slackConstants.signingSecret, seconds, body, wrong: sending.wrongSignature }),
      ...(retries === 0 ? {} : { 'x-slack-retry-num': String(retries), 'x-slack-retry-reason': reason }),
    },
    body,
  };
}
