import type { HostPolicy } from './http-client.ts';

/** What a host is treated by where nothing else is set for it. */
export const defaultHostPolicy: HostPolicy = {
  rateLimit: null,
  dayLimit: null,
  concurrency: 8,
  timeoutMs: 30_000,
  retries: 3,
  retryBaseDelayMs: 250,
  retryMaxDelayMs: 8_000,
  maxRetryAfterMs: 20_000,
  breakerFailures: 5,
  breakerOpenMs: 30_000,
  maxResponseBytes: 32 * 1024 * 1024,
};
