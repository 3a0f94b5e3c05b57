import type { ChangeState } from '#contracts';

/**
 * The life of a change. It begins as `proposed` (will be written), `waiting` (for a person), `suggested` (stands beside
 * a person's value) or `refused`. `applying` and `undoing` are where something may have been sent: from there a change
 * goes on after a crash, or back where the CRM could not be reached. What was refused for want of a property ends once
 * it is planned again.
 */
export const changeMoves: readonly (readonly [from: ChangeState | null, to: ChangeState])[] = [
  [null, 'proposed'],
  [null, 'waiting'],
  [null, 'suggested'],
  [null, 'refused'],
  ['proposed', 'applying'],
  ['proposed', 'waiting'],
  ['proposed', 'rejected'],
  ['proposed', 'expired'],
  ['waiting', 'approved'],
  ['waiting', 'rejected'],
  ['waiting', 'expired'],
  ['suggested', 'approved'],
  ['suggested', 'rejected'],
  ['suggested', 'expired'],
  ['approved', 'applying'],
  ['approved', 'waiting'],
  ['approved', 'rejected'],
  ['applying', 'applied'],
  ['applying', 'not_applied'],
  ['applying', 'conflict'],
  ['applying', 'failed'],
  ['applying', 'refused'],
  ['applying', 'waiting'],
  ['applying', 'proposed'],
  ['applying', 'approved'],
  ['not_applied', 'approved'],
  ['not_applied', 'rejected'],
  ['conflict', 'approved'],
  ['conflict', 'rejected'],
  ['failed', 'approved'],
  ['failed', 'rejected'],
  ['applied', 'undoing'],
  ['undoing', 'undone'],
  ['undoing', 'undo_refused'],
  ['undoing', 'applied'],
  ['undo_refused', 'undoing'],
  ['refused', 'expired'],
];

export function mayMove({ from, to }: { from: ChangeState | null; to: ChangeState }): boolean {
  return changeMoves.some(([one, other]) => one === from && other === to);
}
