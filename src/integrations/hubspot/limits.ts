import type { HostPolicy } from '#platform/http-client';

/** What HubSpot allows and how long a refusal is waited out. */
export interface HubspotLimits {
  /** Between the starts of two searches. 5 a second for each account: docs/api-reference/latest/crm/search-the-crm. */
  readonly searchGapMs: number;
  /** After a 429 with the policy TEN_SECONDLY_ROLLING, times the attempt: docs/developer-tooling/platform/usage-guidelines. */
  readonly rollingPauseMs: number;
  /** After a 429 with the policy SECONDLY, which is that of searches, times the attempt. */
  readonly secondlyPauseMs: number;
  /** After a 423; HubSpot asks for 2 s at least: docs/api-reference/error-handling. */
  readonly lockedPauseMs: number;
  /** The longest Retry-After of a 477 (an account that is being moved) that is waited for. */
  readonly longestRetryAfterMs: number;
  /** How often one request waits before its refusal counts. */
  readonly pauses: number;
}

export const hubspotLimits: HubspotLimits = {
  searchGapMs: 210,
  rollingPauseMs: 2500,
  secondlyPauseMs: 1100,
  lockedPauseMs: 2000,
  longestRetryAfterMs: 20_000,
  pauses: 4,
};

/** How many things one request may name. */
export const hubspotSizes = {
  /** docs/api-reference/latest/overview: 100 records; with history fewer, because answers are large. */
  batchRead: 100,
  batchReadWithHistory: 50,
  /** docs/api-reference/latest/overview: 100 inputs in one request. */
  batchCreate: 100,
  listPage: 100,
  /** docs/api-reference/latest/crm/search-the-crm. */
  searchPage: 200,
  /** Of associations batch/read, up to 1,000 are taken: changelog "bug fix batch read limit for associations". */
  associationRead: 500,
  ownerPage: 100,
} as const;

/**
 * What `hubspotPolicies` hands to the HTTP client. 100 requests in 10 s are what the smallest account
 * has, 190 a professional one and 110 an OAuth app: docs/developer-tooling/platform/usage-guidelines.
 */
export const hubspotHostPolicy: Partial<HostPolicy> = {
  rateLimit: { requests: 95, windowMs: 10_000 },
  concurrency: 6,
  timeoutMs: 30_000,
  retries: 3,
  retryBaseDelayMs: 300,
  retryMaxDelayMs: 5000,
};
