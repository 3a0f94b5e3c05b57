import { SophiaError } from '#platform/errors';
import type { Outcome } from './outcome.ts';

/** How one attempt to write a change has ended. */
export type AttemptEnd =
  | { readonly end: 'settled'; readonly outcome: Outcome }
  | { readonly end: 'postponed'; readonly reason: string; readonly code: string }
  /** Another worker is at it, and brings it to its end. */
  | { readonly end: 'contended'; readonly reason: string };

/** The connection is at fault here and not the change: it waits until somebody has repaired it. */
const connectionFaults: ReadonlySet<string> = new Set([
  'vendor.unauthorized',
  'vendor.missing-scope',
  'vendor.malformed',
]);

/** What an error says of the change; throws what says nothing of it. */
export function attemptEndOf(error: unknown): AttemptEnd {
  if (!(error instanceof SophiaError)) throw error;
  if (error.code === 'effect.contended') return { end: 'contended', reason: error.message };
  if (error.entry.retryable || connectionFaults.has(error.code)) {
    return { end: 'postponed', reason: error.message, code: error.code };
  }
  if (!error.code.startsWith('vendor.')) throw error;
  return { end: 'settled', outcome: { state: 'failed', reason: `${error.message} ${error.entry.action}`, set: {} } };
}
