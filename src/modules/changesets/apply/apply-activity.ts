import { performEffect } from '#platform/effects';
import { SophiaError } from '#platform/errors';
import type { Application } from './application.ts';
import { findByMarker } from './find-by-marker.ts';
import { judgeActivity } from './judge-activity.ts';
import type { Outcome } from './outcome.ts';

/** Creates a note, task or call once: it carries a marker, by which it is found on its records again. */
export async function applyActivity({ ctx, crm, change, key }: Application): Promise<Outcome> {
  const { action } = change;
  if (action.type !== 'create_activity') {
    throw new SophiaError('internal.unexpected', `The change ${change.id} creates no activity.`);
  }
  const { objectType, properties, associatedWith } = action;
  const done = await performEffect({
    ctx,
    target: crm.name,
    kind: 'create_activity',
    key,
    find: ({ marker }) => findByMarker({ crm, objectType, associatedWith, marker }),
    send: ({ marker }) => crm.createActivity({ objectType, properties, associatedWith, marker }),
  });
  const { externalId } = done;
  const names = Object.keys(properties);
  const [record] = await crm.getRecords({ objectType, externalIds: [externalId], properties: names, historyOf: [] });
  return judgeActivity({ objectType, properties, externalId, record: record ?? null });
}
