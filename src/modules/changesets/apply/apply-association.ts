import { performEffect } from '#platform/effects';
import { SophiaError } from '#platform/errors';
import { toChange } from '../to-change.ts';
import type { Application } from './application.ts';
import { hasBegun } from './has-begun.ts';
import type { Outcome } from './outcome.ts';
import { readTie } from './read-tie.ts';

/**
 * Ties two records together. Where they were tied before, that is kept as the old value: it is not ours to take apart.
 */
export async function applyAssociation({ ctx, crm, change, key }: Application): Promise<Outcome> {
  const { target, action } = toChange(change);
  if (target === null || action.type !== 'associate') {
    throw new SophiaError('internal.unexpected', `The change ${change.id} ties no records together.`);
  }
  const pair = { from: target, to: action.to };
  const { externalId } = action.to;
  if (!(await hasBegun(ctx, { target: crm.name, key }))) {
    const before = await readTie({ crm, ...pair });
    if (before !== null) {
      const reason = 'The CRM had tied the two together already.';
      return { state: 'applied', reason, set: { externalId, oldValue: before, readBackValue: before } };
    }
  }
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
  if (after !== null) return { state: 'applied', reason: null, set: { externalId, readBackValue: after } };
  return { state: 'not_applied', reason: 'The CRM took the association and does not have it now.', set: {} };
}
