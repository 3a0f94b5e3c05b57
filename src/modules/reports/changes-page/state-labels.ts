import type { ChangeState, PolicyVerdict } from '#contracts';

/** Where a change stands, as a page says it. */
export const stateLabels = {
  proposed: 'Proposed',
  waiting: 'Waiting',
  approved: 'Approved',
  rejected: 'Rejected',
  expired: 'Expired',
  suggested: 'Suggested',
  refused: 'Refused',
  applying: 'Being written',
  applied: 'Written',
  not_applied: 'Not kept by the CRM',
  conflict: 'Conflict',
  failed: 'Failed',
  undoing: 'Being undone',
  undone: 'Undone',
  undo_refused: 'Not undone',
} as const satisfies Record<ChangeState, string>;

/** What the policy says of a change. */
export const verdictLabels = {
  automatic: 'is written',
  ask: 'is asked about',
  suggest: 'is only suggested',
  refuse: 'is refused',
} as const satisfies Record<PolicyVerdict, string>;

/** How urgent a state looks. */
export const stateTones: Readonly<Record<ChangeState, 'mild' | 'worry' | 'good' | 'plain'>> = {
  proposed: 'plain',
  waiting: 'mild',
  approved: 'good',
  rejected: 'plain',
  expired: 'plain',
  suggested: 'plain',
  refused: 'plain',
  applying: 'mild',
  applied: 'good',
  not_applied: 'worry',
  conflict: 'worry',
  failed: 'worry',
  undoing: 'mild',
  undone: 'plain',
  undo_refused: 'worry',
};
