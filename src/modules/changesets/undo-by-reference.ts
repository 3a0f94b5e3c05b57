import { authorise } from '#modules/access';
import type { ConnectedChangeContext } from './change-context.ts';
import { findChange } from './find-change.ts';
import { type UndoneChanges, undoChanges } from './undo-changes.ts';

type UndoByReferenceInput = { readonly reference: string } | { readonly day: string } | { readonly rule: string };

/** Takes back a change or a set that is named by as much of its id as only one has, a day, or everything of a rule. */
export async function undoByReference({
  ctx,
  input,
}: {
  ctx: ConnectedChangeContext;
  input: UndoByReferenceInput;
}): Promise<UndoneChanges> {
  authorise({ ctx, action: 'change_set.undo', resource: { type: 'change_set', id: null } });
  if (!('reference' in input)) return undoChanges({ ctx, input });
  const { changeSetId, changeId } = await findChange({ ctx, input });
  return undoChanges({ ctx, input: changeId === null ? { changeSetId } : { changeId } });
}
