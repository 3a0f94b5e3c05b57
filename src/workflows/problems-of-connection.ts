import type { ErrorCode } from '#platform/errors';

/** What every request to a vendor meets alike, until the vendor answers again or an administrator mends the key. */
export const problemsOfConnection: ReadonlySet<string> = new Set<ErrorCode>([
  'vendor.day-used-up',
  'vendor.missing-scope',
  'vendor.rate-limited',
  'vendor.timeout',
  'vendor.unauthorized',
  'vendor.unavailable',
]);
