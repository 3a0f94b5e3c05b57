import { line } from '#modules/notifications';
import type { Decided } from '../slack-services.ts';

/** What a word on one change has brought. */
export function outcomeOf({ outcome, missing, state }: Decided, decision: 'approve' | 'reject' = 'approve'): string {
  switch (outcome) {
    case 'decided':
      return decision === 'reject' ? 'Rejected. Nothing is written.' : 'Approved. It is written to the CRM next.';
    case 'counted':
      return `Your yes counts; ${missing} more must agree.`;
    case 'already':
      return whatCameOf(state);
    case 'refused':
      return 'Not decided.';
  }
}

/** Said before, and what has become of it since. */
function whatCameOf(state: Decided['state']): string {
  if (state === 'undone' || state === 'undoing') {
    return 'You had decided this, and it was taken back since: it is not written again. To have the value all the same, set it in the CRM.';
  }
  const isOver = ['conflict', 'failed', 'not_applied', 'expired', 'refused'].includes(state);
  if (isOver) return `You had decided this already, and it came to nothing (${state.replaceAll('_', ' ')}).`;
  return 'You had decided this already; nothing changes.';
}

/** As much of an id as tells it apart and fits on a phone. */
export function shortId(id: string): string {
  return line(id.slice(-8), 20);
}
