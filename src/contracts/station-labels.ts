import type { GapCause, LedgerDay, LedgerStation } from './ledger.ts';

/** What the stations of a call are called. */
export const stationLabels = {
  expected: 'Listed',
  received: 'Received',
  stored: 'Stored',
  analyzed: 'Analyzed',
  proposed: 'Proposed',
  written: 'Written',
  announced: 'Told',
} as const satisfies Record<LedgerStation, string>;

/** What is said of calls that have neither arrived nor a gap. */
export function underWayWords(calls: number): string {
  return `${calls.toLocaleString('en-US')} ${calls === 1 ? 'call is' : 'calls are'} on the way: listed, and not at the last station yet.`;
}

/** How many calls of a day are kept out, and why: `2 private`, or `3: 1 private, 2 out of scope`. */
export function keptOutWords({ excluded, keptOut }: Pick<LedgerDay, 'excluded' | 'keptOut'>): string {
  const reasons = [
    [keptOut.private, 'private'],
    [keptOut.internal, 'internal'],
    [keptOut.outOfScope, 'out of scope'],
  ] as const;
  const named = reasons.flatMap(([calls, reason]) => (calls === 0 ? [] : [`${calls} ${reason}`]));
  if (named.length > 1) return `${excluded}: ${named.join(', ')}`;
  return named[0] ?? String(excluded);
}

/** Why a call has not reached its next station. */
export const gapCauses = {
  not_received: 'no webhook told of it, and it was not taken in yet',
  transcript_not_ready: 'the source has no transcript of it yet',
  transcript_never_came: 'the source never made a transcript of it',
  vendor_unavailable: 'the source did not answer',
  unreadable: 'what the source gave cannot be read',
  analysis_failed: 'the analysis failed',
  deal_unclear: 'several deals fit it alike',
  no_match: 'it was matched to nothing in the CRM',
  crm_unavailable: 'the CRM could not be reached',
  write_refused: 'the CRM refused what was to be written',
  write_not_applied: 'the CRM did not keep what was written',
  written_elsewhere: 'something was written to what it is not about, as somebody has said since',
  chat_unavailable: 'the chat could not be reached',
  channel_missing: 'no channel takes the message',
  vanished_at_source: 'the source does not list it any more',
  unforeseen: 'something unforeseen happened',
} as const satisfies Record<GapCause, string>;
