import { SophiaError } from '#platform/errors';

/** The vendor said no, or was never reached; anything else may have taken effect. */
export function wasNotDone(error: unknown): boolean {
  if (!(error instanceof SophiaError)) return false;
  if (error.details['sent'] === false) return true;
  return refusals.has(error.code);
}

const refusals: ReadonlySet<string> = new Set([
  'vendor.refused',
  'vendor.unauthorized',
  'vendor.rate-limited',
  'vendor.missing-scope',
  'vendor.not-found',
  'vendor.invalid-value',
  'vendor.conflict',
  'channel.unusable',
]);
