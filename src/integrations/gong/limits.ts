import type { HostPolicy } from '#platform/http-client';

/**
 * Gong allows 3 requests a second and 10,000 a day for each company (help.gong.io, “API usage limits”); a pause of a
 * third of a second between starts keeps any window of one second within it.
 */
export const gongHostPolicy: Partial<HostPolicy> = {
  rateLimit: { requests: 1, windowMs: 340 },
  concurrency: 3,
  timeoutMs: 30_000,
  maxRetryAfterMs: 60_000,
};

/** For the whole company, whoever asks; what one does not use, another program may. */
export const requestsPerDay = 10_000;

/** How many calls are asked for in one request for details or transcripts. */
export const callsPerRequest = 50;
