import type { ErrorCode } from '#platform/errors';

/** What an operation may answer with that asks a vendor. */
export const vendorErrors = [
  'vendor.missing-scope',
  'vendor.not-found',
  'vendor.invalid-value',
  'vendor.conflict',
  'vendor.cursor-expired',
  'vendor.unknown-workspace',
  'vendor.unavailable',
  'vendor.timeout',
  'vendor.rate-limited',
  'vendor.day-used-up',
  'vendor.unauthorized',
  'vendor.refused',
  'vendor.malformed',
] as const satisfies readonly ErrorCode[];
