import type { CrmRecordType } from '#contracts';
import { objectNames } from './paths.ts';
import type { Reading } from './read-records.ts';
import { ObjectPage } from './schema.ts';

/** Counts the records that hold a value, by HubSpot's search: it has no other way, and its index lags. */
export async function countHolders({
  client,
  paths,
  wanted,
}: Reading & { wanted: { readonly objectType: CrmRecordType; readonly property: string } }): Promise<number> {
  const { objectType, property } = wanted;
  const { total, results } = await client.request({
    method: 'POST',
    path: `${paths.objects(objectType)}/search`,
    body: {
      filterGroups: [{ filters: [{ propertyName: property, operator: 'HAS_PROPERTY' }] }],
      properties: ['hs_object_id'],
      limit: 1,
    },
    kind: 'search',
    schema: ObjectPage,
    doing: `count the ${objectNames[objectType]} with a value of ${property}`,
  });
  return total ?? results.length;
}
