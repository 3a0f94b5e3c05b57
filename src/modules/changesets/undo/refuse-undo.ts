import type { UndoOutcome } from './undo-outcome.ts';

/** What was written stands, and why. */
export function refuseUndo(reason: string): UndoOutcome {
  return { state: 'undo_refused', reason, readBackValue: null };
}
