import { type ErrorCode, SophiaError } from '#platform/errors';

/** What an administrator mends at the vendor or in the settings: the message itself may go then. */
const ofTheConnection: ReadonlySet<string> = new Set<ErrorCode>([
  'vendor.unauthorized',
  'vendor.missing-scope',
  'vendor.malformed',
]);

/** Whether what could not be sent for this reason is tried again; otherwise nobody can be told. */
export function isPutOff(error: unknown): boolean {
  return !(error instanceof SophiaError) || error.entry.retryable || ofTheConnection.has(error.code);
}
