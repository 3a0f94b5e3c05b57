import { visibleAssociations } from '../associations/associate.ts';
import { definedTypes } from '../associations/defined-types.ts';
import { type ObjectType, objectTypes } from '../object-types.ts';
import { portalId } from '../portal.ts';
import type { CrmRecord, HubspotState, PropertyVersion } from '../state.ts';
import { isoText, readHistory, readProperty } from './read-property.ts';

export interface Wanted {
  /** Empty for the default ones of the type. */
  readonly properties: readonly string[];
  readonly withHistory?: readonly string[];
  readonly associations?: readonly ObjectType[];
  /** For a search, which sees the past. */
  readonly asOfMs?: number;
  readonly defaults?: readonly string[];
}

const associationPage = 100;

/** A record in the form of the objects API. */
export function presentRecord(
  state: HubspotState,
  shown: { record: CrmRecord; wanted: Wanted },
): Record<string, unknown> {
  const { record, wanted } = shown;
  const history = presentHistory(state, shown);
  const associations = presentAssociations(state, { record, toTypes: wanted.associations ?? [] });
  return {
    id: record.id,
    properties: presentProperties(state, shown),
    ...(history === null ? {} : { propertiesWithHistory: history }),
    createdAt: isoText(record.createdAtMs),
    updatedAt: isoText(record.updatedAtMs),
    archived: record.archivedAtMs !== null,
    ...(record.archivedAtMs === null ? {} : { archivedAt: isoText(record.archivedAtMs) }),
    ...(associations === null ? {} : { associations }),
    url: `https://app.hubspot.com/contacts/${portalId}/record/${objectTypes[record.objectType].typeId}/${record.id}`,
  };
}

/** Asked ones that the portal does not know are left out without a word, as HubSpot does. */
function presentProperties(
  state: HubspotState,
  { record, wanted }: { record: CrmRecord; wanted: Wanted },
): Record<string, string | null> {
  const facts = objectTypes[record.objectType];
  const asked = wanted.properties.length > 0 ? wanted.properties : (wanted.defaults ?? facts.defaultProperties);
  const names = [...asked, facts.createdProperty, facts.modifiedProperty, 'hs_object_id'];
  const known = [...new Set(names)].filter((name) => isKnown(state, { record, name }));
  const { asOfMs } = wanted;
  return Object.fromEntries(
    known.map((name) => [name, readProperty(record, asOfMs === undefined ? { name } : { name, asOfMs })]),
  );
}

function presentHistory(
  state: HubspotState,
  { record, wanted }: { record: CrmRecord; wanted: Wanted },
): Record<string, unknown> | null {
  if (wanted.withHistory === undefined || wanted.withHistory.length === 0) return null;
  const known = wanted.withHistory.filter((name) => isKnown(state, { record, name }));
  return Object.fromEntries(known.map((name) => [name, readHistory(record, name).map(presentVersion)]));
}

function presentVersion({ value, atMs, sourceType, sourceId, userId }: PropertyVersion): Record<string, unknown> {
  return {
    value,
    timestamp: isoText(atMs),
    sourceType,
    ...(sourceId === null ? {} : { sourceId }),
    ...(userId === null ? {} : { updatedByUserId: userId }),
  };
}

/** One entry a type of tie, at most a hundred, then a cursor that the associations API takes on. */
function presentAssociations(
  state: HubspotState,
  asked: { record: CrmRecord; toTypes: readonly ObjectType[] },
): Record<string, unknown> | null {
  const { record, toTypes } = asked;
  const entries = toTypes.flatMap((toType) => {
    const from = { fromType: record.objectType, fromId: record.id, toType };
    const all = visibleAssociations(state, from);
    if (all.length === 0) return [];
    const page = all.slice(0, associationPage);
    const results = page.flatMap(({ toId, types }) =>
      types.flatMap(({ category, typeId }) => {
        const name = typeName(state, { category, typeId });
        return name === null ? [] : [{ id: toId, type: name }];
      }),
    );
    const after = all.length > associationPage ? page.at(-1)?.toId : undefined;
    return [[toType, { results, ...(after === undefined ? {} : { paging: { next: { after } } }) }]];
  });
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

function typeName(state: HubspotState, type: { category: string; typeId: number }): string | null {
  const { category, typeId } = type;
  if (category === 'HUBSPOT_DEFINED') return definedTypes.find((known) => known.typeId === typeId)?.name ?? null;
  return state.labels.find((known) => known.typeId === typeId)?.name ?? null;
}

function isKnown(state: HubspotState, { record, name }: { record: CrmRecord; name: string }): boolean {
  const definition = state.properties[record.objectType][name];
  return definition !== undefined && definition.archivedAtMs === null;
}
