import { z } from 'zod';
import type { WebhookRules } from '../../kit/index.ts';
import { clientSecret } from '../portal.ts';
import type { HubspotState } from '../state.ts';
import { signWebhook } from './sign-webhook.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const Events = z.array(z.record(z.string(), z.unknown()));

/** An answer within five seconds, or ten more attempts within a day. */
export const webhookRules: WebhookRules<HubspotState> = {
  retryDelaysMs: [
    minuteMs,
    3 * minuteMs,
    10 * minuteMs,
    30 * minuteMs,
    hourMs,
    2 * hourMs,
    3 * hourMs,
    4 * hourMs,
    6 * hourMs,
    7 * hourMs,
  ],
  timeoutMs: 5000,
  write: ({ delivery, url, now, count, wrongSignature }) => {
    const events = Events.parse(delivery.payload).map((event) => ({ ...event, attemptNumber: count - 1 }));
    const body = JSON.stringify(events);
    const timestampMs = now.getTime();
    const secret = wrongSignature ? `${clientSecret}-wrong` : clientSecret;
    const signed = { secret, method: 'POST', url, body, timestampMs };
    return {
      body,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'HubSpot Connect 2.0 (http://dev.hubspot.com/) - WebhooksExecutorDaemon-executor',
        'x-hubspot-signature': signWebhook('v1', signed),
        'x-hubspot-signature-version': 'v1',
        'x-hubspot-signature-v3': signWebhook('v3', signed),
        'x-hubspot-request-timestamp': String(timestampMs),
      },
    };
  },
};
