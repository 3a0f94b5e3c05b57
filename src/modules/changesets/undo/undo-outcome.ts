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
  /** `applied`: the CRM could not be reached, and it stands as it was. */
  readonly state: 'undone' | 'undo_refused' | 'applied';
  readonly reason: string | null;
  readonly readBackValue: string | null;
}
