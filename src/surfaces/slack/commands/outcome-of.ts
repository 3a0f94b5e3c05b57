import { line } from '#modules/notifications';
import type { Decided } from '../slack-services.ts';

/** What a word on one change has brought. */
export function outcomeOf({ outcome, missing }: Decided, decision: 'approve' | 'reject' = 'approve'): string {
  switch (outcome) {
    case 'decided':
      return decision === 'reject' ? 'Rejected. Nothing is written.' : 'Approved. It is written to the CRM next.';
    case 'counted':
      return `Your yes counts; ${missing} more must agree.`;
    case 'already':
      return 'You had decided this already; nothing changes.';
    case 'refused':
      return 'Not decided.';
  }
}

/** As much of an id as tells it apart and fits on a phone. */
export function shortId(id: string): string {
  return line(id.slice(-8), 20);
}
