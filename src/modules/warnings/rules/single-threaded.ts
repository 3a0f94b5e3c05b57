import type { DealView, Verdict } from '../deal-view.ts';

/** In all calls one and the same person of the buyer has spoken, and nobody else. */
export function singleThreaded({ calls, limits }: DealView): Verdict {
  const names = [...new Set(calls.flatMap(({ buyers }) => buyers))];
  const [only] = names;
  if (only === undefined || calls.length < limits.singleThread.calls) {
    return { holds: false, because: 'There are too few calls to say.' };
  }
  if (names.length > 1) return { holds: false, because: `${names.slice(0, 3).join(', ')} have spoken.` };
  return {
    holds: true,
    severity: 'medium',
    explanation: `In all ${calls.length} calls only ${only} has spoken for the buyer.`,
    evidence: calls.slice(0, 3).map(({ callId, title, startedAt }) => ({ type: 'call', callId, title, at: startedAt })),
  };
}
