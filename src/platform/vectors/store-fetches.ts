import type { Fetch, HttpClient } from '#platform/http-client';

/** How a store outside is asked. */
export interface StoreFetches {
  /** For what somebody waits for: soon, or not at all. */
  readonly awaited: Fetch;
  readonly unhurried: Fetch;
}

const awaited = { timeoutMs: 5_000, retries: 1, maxRetryAfterMs: 1_000 };

/**
 * Everything that a store is asked can be sent twice without harm. Pinecone takes 100 questions and as many writes a
 * second of each namespace, and answers 429 to more (docs.pinecone.io, database limits); Weaviate has no limit.
 */
export function storeFetches(httpClient: HttpClient): StoreFetches {
  return {
    awaited: httpClient.createFetch({ retryUnsafe: true, policy: awaited }),
    unhurried: httpClient.createFetch({ retryUnsafe: true }),
  };
}
