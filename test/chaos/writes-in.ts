import { isSophias, type Portal, type PortalRecord, presentId, type Version } from './read-vendors.ts';

/** A value of a property of ours, under the id that its record goes by now, with what stood before and after it. */
export interface OurWrite {
  readonly objectType: string;
  readonly externalId: string;
  readonly property: string;
  readonly version: Version;
  readonly before: Version | null;
  readonly after: readonly Version[];
}

/** All that Sophia's app has written into records of the CRM, each once, also where records were made one. */
export function writesIn(portal: Portal): OurWrite[] {
  return ['contacts', 'companies', 'deals'].flatMap((objectType) =>
    Object.values(portal.records[objectType] ?? {}).flatMap((record) => {
      const externalId = presentId(portal, { objectType, id: record.id });
      return Object.entries(record.versions).flatMap(([property, list]) =>
        list.flatMap((version, place) =>
          isSophias(version) && !hasMovedOn(portal, { objectType, record, property, version })
            ? [
                {
                  objectType,
                  externalId,
                  property,
                  version,
                  before: list[place - 1] ?? null,
                  after: list.slice(place + 1),
                },
              ]
            : [],
        ),
      );
    }),
  );
}

/** A record that others were made one with has the history of the first of them, where it goes on. */
function hasMovedOn(
  { records }: Portal,
  {
    objectType,
    record,
    property,
    version,
  }: Pick<OurWrite, 'objectType' | 'property' | 'version'> & {
    record: PortalRecord;
  },
): boolean {
  const merged = record.mergedIntoId === null ? undefined : records[objectType]?.[record.mergedIntoId];
  return (merged?.versions[property] ?? []).some(
    ({ value, atMs, sourceType }) =>
      value === version.value && atMs === version.atMs && sourceType === version.sourceType,
  );
}
