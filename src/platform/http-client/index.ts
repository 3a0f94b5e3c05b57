export { beforeAttempts } from './before-attempts.ts';
export { createHttpClient } from './create-http-client.ts';
export { errorForResponse } from './error-for-response.ts';
export type {
  DayBudget,
  DayLimit,
  DaySpent,
  Fetch,
  FetchOptions,
  HostPolicy,
  HttpAttempt,
  HttpClient,
  HttpClientSettings,
  RequestPolicy,
  SharedTurns,
  TurnsTaken,
  WatchedHttpClient,
} from './http-client.ts';
export { retryAfterMs } from './retry-after.ts';
