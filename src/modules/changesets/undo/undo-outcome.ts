import type { Crm } from '#contracts';
import type { ChangeContext } from '../change-context.ts';
import type { ChangeRow } from '../move-change.ts';

export interface Undoing {
  readonly ctx: ChangeContext;
  readonly crm: Crm;
  readonly change: ChangeRow;
  readonly key: string;
}

export interface UndoOutcome {
  /**
   * `applied`: the CRM could not be reached, and it stands as it was; `undoing`: something was sent and nobody knows yet
   * how that ended: it is gone on with by itself.
   */
  readonly state: 'undone' | 'undo_refused' | 'applied' | 'undoing';
  readonly reason: string | null;
  readonly readBackValue: string | null;
}

/** A person undoes; what goes on with that writes what was decided. */
export type UndoRight = 'change_set.undo' | 'change_set.apply';
