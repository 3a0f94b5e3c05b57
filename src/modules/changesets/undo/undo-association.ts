import { performEffect } from '#platform/effects';
import { SophiaError } from '#platform/errors';
import { hasBegun } from '../apply/has-begun.ts';
import { readTie } from '../apply/read-tie.ts';
import { toChange } from '../to-change.ts';
import { refuseUndo } from './refuse-undo.ts';
import type { Undoing, UndoOutcome } from './undo-outcome.ts';

/** Takes two records apart that Sophia tied together, where they are to each other what they were then. */
export async function undoAssociation({ ctx, crm, change, key }: Undoing): Promise<UndoOutcome> {
  const { target, action } = toChange(change);
  if (target === null || action.type !== 'associate') {
    throw new SophiaError('internal.unexpected', `The change ${change.id} ties no records together.`);
  }
  if (change.oldValue !== null) {
    return refuseUndo('The CRM had tied the two together before Sophia was to; that stands.');
  }
  const pair = { from: target, to: action.to };
  if (!(await hasBegun(ctx, { target: crm.name, key }))) {
    const now = await readTie({ crm, ...pair });
    if (now === null) {
      return { state: 'undone', reason: 'Somebody had taken the two apart already.', readBackValue: null };
    }
    if (change.readBackValue !== null && now !== change.readBackValue) {
      return refuseUndo(
        `Since Sophia tied the two together, somebody has said what they are to each other: they are ${now} now; that stands.`,
      );
    }
  }
  await performEffect({
    ctx,
    target: crm.name,
    kind: 'dissociate',
    key,
    find: async () => ((await readTie({ crm, ...pair })) === null ? { externalId: action.to.externalId } : null),
    send: async () => {
      await crm.dissociate(pair);
      return { externalId: action.to.externalId };
    },
  });
  if ((await readTie({ crm, ...pair })) === null) return { state: 'undone', reason: null, readBackValue: null };
  return refuseUndo('The CRM took the request and has the two tied together still.');
}
