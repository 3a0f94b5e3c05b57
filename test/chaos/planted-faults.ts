import type { VendorName } from './storm-vendors.ts';

interface Planted {
  readonly kind: string;
  readonly times: null;
  readonly probability: number;
  readonly route?: string;
  readonly latencyMs?: number;
  readonly retryAfterSeconds?: number;
  readonly delayMs?: number;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** How often each thing goes wrong, until it is cleared. */
function everyRequest(share: number): Planted[] {
  return [
    { kind: 'latency', times: null, probability: 2 * share, latencyMs: 300 },
    { kind: 'rate_limited', times: null, probability: share, retryAfterSeconds: 1 },
    { kind: 'server_error', times: null, probability: share },
    { kind: 'unavailable', times: null, probability: share },
    { kind: 'unauthorized', times: null, probability: share / 6 },
    { kind: 'dropped_before', times: null, probability: share },
    { kind: 'dropped_after', times: null, probability: share },
  ];
}

const everyWebhook: readonly Planted[] = [
  { kind: 'webhook_lost', times: null, probability: 0.1 },
  { kind: 'webhook_doubled', times: null, probability: 0.15 },
  { kind: 'webhook_late', times: null, probability: 0.1, delayMs: 3000 },
  { kind: 'webhook_reordered', times: null, probability: 0.1 },
  { kind: 'webhook_wrong_signature', times: null, probability: 0.1 },
];

/** What is planted in each vendor before the storm begins: everything that its control address offers. */
export const plantedFaults: Readonly<Record<VendorName, readonly Planted[]>> = {
  gong: [
    ...everyRequest(0.03),
    ...everyWebhook,
    { kind: 'forbidden', times: null, probability: 0.005 },
    { kind: 'cursor_expired', times: null, probability: 0.02 },
  ],
  hubspot: [
    ...everyRequest(0.03),
    ...everyWebhook,
    { kind: 'locked', times: null, probability: 0.02 },
    { kind: 'migrating', times: null, probability: 0.01, retryAfterSeconds: 1 },
    { kind: 'daily_limit', times: null, probability: 0.002 },
    { kind: 'expired_token', times: null, probability: 0.005 },
    // A storm's Sophia has a token that is never renewed, so this strikes in the tests of the client alone.
    { kind: 'new_refresh_token', times: null, probability: 0.005 },
    { kind: 'field_refused', times: null, probability: 0.02, route: 'deals.risk_factors' },
  ],
  slack: [
    ...everyRequest(0.03),
    ...everyWebhook,
    { kind: 'slack_error', times: null, probability: 0.02, detail: { error: 'internal_error' } },
    { kind: 'slack_error', times: null, probability: 0.01, detail: { error: 'fatal_error' } },
    { kind: 'event_retry_only', times: null, probability: 0.1 },
    { kind: 'socket_drop', times: null, probability: 0.05 },
    { kind: 'socket_no_ack', times: null, probability: 0.05 },
  ],
};
