import type { CrmActivityType, CrmRecord, CrmReference } from '#contracts';
import { bodyProperties, carriesMarker } from './activity-marker.ts';
import { type Reading, readAssociations, readRecords } from './read-records.ts';

const batchSize = 100;

/** Looks through the activities of a record, newest ids first, by reads that no index stands before. */
export async function findActivity({
  client,
  paths,
  wanted,
}: Reading & {
  wanted: { readonly objectType: CrmActivityType; readonly marker: string; readonly associatedWith: CrmReference };
}): Promise<CrmRecord | null> {
  const { objectType, marker, associatedWith } = wanted;
  const ties = await readAssociations({
    client,
    paths,
    request: {
      fromType: associatedWith.objectType,
      externalIds: [associatedWith.externalId],
      toType: objectType,
    },
  });
  const ids = ties.map(({ to }) => to.externalId).sort(newestFirst);
  for (let start = 0; start < ids.length; start += batchSize) {
    const records = await readRecords({
      client,
      paths,
      appId: null,
      request: {
        objectType,
        externalIds: ids.slice(start, start + batchSize),
        properties: [bodyProperties[objectType]],
        historyOf: [],
      },
    });
    const found = records.find((record) => carriesMarker({ record, marker }));
    if (found !== undefined) {
      const { history: _history, ...record } = found;
      return record;
    }
  }
  return null;
}

/** Ids grow with time; comparing their lengths first spares the conversion. */
function newestFirst(first: string, second: string): number {
  return second.length - first.length || (first < second ? 1 : -1);
}
