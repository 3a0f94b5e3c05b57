import { performEffect } from '#platform/effects';
import { SophiaError } from '#platform/errors';
import { readTie } from '../apply/read-tie.ts';
import { toChange } from '../to-change.ts';
import { refuseUndo } from './refuse-undo.ts';
import type { Undoing, UndoOutcome } from './undo-outcome.ts';

/** Ties two records together again that Sophia took apart. */
export async function undoDissociation({ ctx, crm, change, key }: Undoing): Promise<UndoOutcome> {
  const { target, action } = toChange(change);
  if (target === null || action.type !== 'dissociate') {
    throw new SophiaError('internal.unexpected', `The change ${change.id} takes no records apart.`);
  }
  if (change.oldValue === null) return refuseUndo('The two were apart before Sophia was to take them apart.');
  const pair = { from: target, to: action.from };
  const { externalId } = action.from;
  await performEffect({
    ctx,
    target: crm.name,
    kind: 'associate',
    key,
    find: async () => ((await readTie({ crm, ...pair })) === null ? null : { externalId }),
    send: async () => {
      await crm.associate(pair);
      return { externalId };
    },
  });
  const after = await readTie({ crm, ...pair });
  if (after !== null) return { state: 'undone', reason: null, readBackValue: after };
  return refuseUndo('The CRM took the request and has the two apart still.');
}
