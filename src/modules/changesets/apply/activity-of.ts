import type { ChangeAction } from '#contracts';
import { SophiaError } from '#platform/errors';
import type { JointChange } from './joint-change.ts';

/** The activity that a change creates. */
export function activityOf({
  change,
}: Pick<JointChange, 'change'>): Extract<ChangeAction, { type: 'create_activity' }> {
  const { action } = change;
  if (action.type !== 'create_activity') {
    throw new SophiaError('internal.unexpected', `The change ${change.id} creates no activity.`);
  }
  return action;
}
