import type { CrmPropertyDefinition, CrmRecordType } from '#contracts';
import { toDefinition } from './map.ts';
import { objectNames } from './paths.ts';
import type { Reading } from './read-records.ts';
import { PropertyDefinitions } from './schema.ts';

export async function listPropertyDefinitions({
  client,
  paths,
  objectType,
}: Reading & { objectType: CrmRecordType }): Promise<CrmPropertyDefinition[]> {
  const { results } = await client.request({
    method: 'GET',
    path: paths.properties(objectType),
    kind: 'read',
    schema: PropertyDefinitions,
    doing: `list the properties of ${objectNames[objectType]}`,
  });
  return results.map((definition) => toDefinition({ objectType, definition }));
}
