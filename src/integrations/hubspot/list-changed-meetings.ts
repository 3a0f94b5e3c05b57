import type { CrmDealActivity } from '#contracts';
import { SophiaError } from '#platform/errors';
import { hubspotSizes } from './limits.ts';
import { activityProperties } from './list-activities.ts';
import { toDealActivity } from './map.ts';
import { type Reading, readTies } from './read-records.ts';
import { ObjectPage } from './schema.ts';

interface ChangedMeetings {
  readonly externalIds: readonly string[];
  readonly activities: readonly CrmDealActivity[];
  readonly cursor: string | null;
}

/**
 * A page of meetings that have changed, walked through by id as records are: one search and, where anything is found,
 * one reading of their ties to deals.
 */
export async function listChangedMeetings({
  since,
  cursor,
  ...reading
}: Reading & { since: Date; cursor: string | null }): Promise<ChangedMeetings> {
  const { results } = await reading.client.request({
    method: 'POST',
    path: `${reading.paths.objects('meeting')}/search`,
    body: {
      filterGroups: [
        {
          filters: [
            { propertyName: 'hs_lastmodifieddate', operator: 'GTE', value: String(since.getTime()) },
            ...(cursor === null ? [] : [{ propertyName: 'hs_object_id', operator: 'GT', value: cursor }]),
          ],
        },
      ],
      sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
      properties: activityProperties.meeting,
      limit: hubspotSizes.searchPage,
    },
    kind: 'search',
    schema: ObjectPage,
    doing: 'search meetings that have changed',
  });
  const externalIds = results.map(({ id }) => id);
  const last = externalIds.at(-1);
  if (last === undefined) return { externalIds, activities: [], cursor: null };
  if (cursor !== null && BigInt(last) <= BigInt(cursor)) {
    throw new SophiaError(
      'vendor.malformed',
      'Expected HubSpot to return meetings in the order of their ids, found an earlier one: nothing is passed over silently.',
    );
  }
  const ties = await readTies({ ...reading, request: { fromType: 'meeting', externalIds, toType: 'deal' } });
  const objectById = new Map(results.map((object) => [object.id, object]));
  const activities = ties.flatMap(({ fromId, toId }) => {
    const object = objectById.get(fromId);
    return object === undefined ? [] : (toDealActivity({ kind: 'meeting', object, dealExternalId: toId }) ?? []);
  });
  return { externalIds, activities, cursor: externalIds.length < hubspotSizes.searchPage ? null : last };
}
