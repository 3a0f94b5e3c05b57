import type { ChangeRow } from './move-change.ts';

/** What is to stand in the CRM: what a person put in place, else what was proposed. Null for what sets no property. */
export function changeValue({ action, editedValue }: Pick<ChangeRow, 'action' | 'editedValue'>): string | null {
  if (action.type !== 'set_property') return null;
  return editedValue ?? action.value;
}
