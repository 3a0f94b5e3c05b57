import type { Application } from './application.ts';
import { applyActivity } from './apply-activity.ts';
import { applyAssociation } from './apply-association.ts';
import { applyDissociation } from './apply-dissociation.ts';
import { applyMerge } from './apply-merge.ts';
import { applyNewProperty } from './apply-new-property.ts';
import { applyProperty } from './apply-property.ts';
import type { Outcome } from './outcome.ts';

/** Does what the change says, once, and reads it back. */
export function performChange(application: Application): Promise<Outcome> {
  switch (application.change.action.type) {
    case 'set_property':
      return applyProperty(application);
    case 'create_activity':
      return applyActivity(application);
    case 'associate':
      return applyAssociation(application);
    case 'dissociate':
      return applyDissociation(application);
    case 'create_property':
      return applyNewProperty(application);
    case 'merge':
      return applyMerge(application);
  }
}
