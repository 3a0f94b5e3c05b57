import { performEffect } from '#platform/effects';
import { SophiaError } from '#platform/errors';
import { toChange } from '../to-change.ts';
import type { Application } from './application.ts';
import { hasBegun } from './has-begun.ts';
import type { Outcome } from './outcome.ts';
import { readTie } from './read-tie.ts';

/** Takes two records apart. What they were to each other is kept as the old value, by which it can be undone. */
export async function applyDissociation({ ctx, crm, change, key }: Application): Promise<Outcome> {
  const { target, action } = toChange(change);
  if (target === null || action.type !== 'dissociate') {
    throw new SophiaError('internal.unexpected', `The change ${change.id} takes no records apart.`);
  }
  const pair = { from: target, to: action.from };
  const { externalId } = action.from;
  const before = await readTie({ crm, ...pair });
  if (before === null && !(await hasBegun(ctx, { target: crm.name, key }))) {
    return { state: 'applied', reason: 'Somebody had taken the two apart already.', set: { externalId } };
  }
  await performEffect({
    ctx,
    target: crm.name,
    kind: 'dissociate',
    key,
    find: async () => ((await readTie({ crm, ...pair })) === null ? { externalId } : null),
    send: async () => {
      await crm.dissociate(pair);
      return { externalId };
    },
  });
  if ((await readTie({ crm, ...pair })) === null) {
    return { state: 'applied', reason: null, set: { externalId, oldValue: before ?? 'tied' } };
  }
  return { state: 'not_applied', reason: 'The CRM took the request and has the two tied together still.', set: {} };
}
