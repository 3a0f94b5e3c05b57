import { refuseUndo } from './refuse-undo.ts';
import { undoActivity } from './undo-activity.ts';
import { undoAssociation } from './undo-association.ts';
import { undoDissociation } from './undo-dissociation.ts';
import { undoNewProperty } from './undo-new-property.ts';
import type { Undoing, UndoOutcome } from './undo-outcome.ts';
import { undoProperty } from './undo-property.ts';

/** Takes back what the change did, where that is possible and nobody has built on it since. */
export async function performUndo(undoing: Undoing): Promise<UndoOutcome> {
  switch (undoing.change.action.type) {
    case 'set_property':
      return undoProperty(undoing);
    case 'create_activity':
      return undoActivity(undoing);
    case 'associate':
      return undoAssociation(undoing);
    case 'dissociate':
      return undoDissociation(undoing);
    case 'create_property':
      return undoNewProperty(undoing);
    case 'merge':
      return refuseUndo(
        'HubSpot cannot take merged records apart: whoever needs two again makes the second one anew, from the history of the one that is left.',
      );
  }
}
