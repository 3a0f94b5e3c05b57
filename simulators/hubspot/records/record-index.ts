import type { ObjectType } from '../object-types.ts';
import type { Association, CrmRecord, HubspotState, PropertyDefinition } from '../state.ts';

/** What makes lists, look-ups and ties of 25,000 records fast; made from the state and never saved. */
interface RecordIndex {
  /** Ascending by number. */
  readonly ids: Map<ObjectType, string[]>;
  /** `objectType/property/value` of what may exist once, to the id. */
  readonly unique: Map<string, string>;
  /** `fromType/fromId/toType` to the keys of the associations, in the order they were made. */
  readonly ties: Map<string, Set<string>>;
}

/** Holds the index of a state as long as somebody holds the state. */
const indexes = new WeakMap<HubspotState, RecordIndex>();

export function indexOf(state: HubspotState): RecordIndex {
  const known = indexes.get(state);
  if (known !== undefined) return known;
  const made: RecordIndex = { ids: new Map(), unique: new Map(), ties: new Map() };
  indexes.set(state, made);
  for (const records of Object.values(state.records)) {
    const sorted = Object.values(records).toSorted((first, second) => Number(first.id) - Number(second.id));
    for (const record of sorted) addToIndex(state, record);
  }
  for (const association of Object.values(state.associations)) addTie(state, association);
  return made;
}

/** Ids are counted, so a record that is added is nearly always the last one of its type. */
export function addToIndex(state: HubspotState, record: CrmRecord): void {
  const index = indexOf(state);
  const ids = index.ids.get(record.objectType) ?? [];
  index.ids.set(record.objectType, ids);
  const last = ids.at(-1);
  ids.push(record.id);
  if (last !== undefined && Number(last) > Number(record.id)) {
    ids.sort((first, second) => Number(first) - Number(second));
  }
  indexUniqueValues(state, record);
}

export function removeFromIndex(state: HubspotState, record: CrmRecord): void {
  const index = indexOf(state);
  const ids = index.ids.get(record.objectType) ?? [];
  index.ids.set(
    record.objectType,
    ids.filter((id) => id !== record.id),
  );
  forgetUniqueValues(state, record);
}

/** Writes down the values by which a record can be found, unless it is archived. */
export function indexUniqueValues(state: HubspotState, record: CrmRecord): void {
  if (record.archivedAtMs !== null || record.mergedIntoId !== null) return;
  const { unique } = indexOf(state);
  for (const key of uniqueKeys(state, record)) unique.set(key, record.id);
}

export function forgetUniqueValues(state: HubspotState, record: CrmRecord): void {
  const { unique } = indexOf(state);
  for (const key of uniqueKeys(state, record)) {
    if (unique.get(key) === record.id) unique.delete(key);
  }
}

export function uniqueKey(place: { objectType: ObjectType; property: string; value: string }): string {
  return `${place.objectType}/${place.property}/${place.value.trim().toLowerCase()}`;
}

export function addTie(state: HubspotState, association: Association): void {
  const { ties } = indexOf(state);
  const key = tiesKey(association);
  const tied = ties.get(key) ?? new Set();
  ties.set(key, tied.add(associationKey(association)));
}

export function removeTie(state: HubspotState, association: Association): void {
  indexOf(state).ties.get(tiesKey(association))?.delete(associationKey(association));
}

export function associationKey(tie: {
  fromType: ObjectType;
  fromId: string;
  toType: ObjectType;
  toId: string;
}): string {
  return `${tie.fromType}/${tie.fromId}/${tie.toType}/${tie.toId}`;
}

export function tiesKey(from: { fromType: ObjectType; fromId: string; toType: ObjectType }): string {
  return `${from.fromType}/${from.fromId}/${from.toType}`;
}

function uniqueKeys(state: HubspotState, record: CrmRecord): string[] {
  const definitions = state.properties[record.objectType];
  const { objectType } = record;
  const keys: string[] = [];
  for (const [property, versions] of Object.entries(record.versions)) {
    const value = versions.at(-1)?.value ?? '';
    if (value === '') continue;
    if (property === 'hs_additional_emails') {
      keys.push(...value.split(';').map((email) => uniqueKey({ objectType, property: 'email', value: email })));
    } else if (isUnique({ objectType, property, definitions })) {
      keys.push(uniqueKey({ objectType, property, value }));
    }
  }
  return keys;
}

/** A contact's address is unique though its definition does not say so. */
function isUnique(asked: {
  objectType: ObjectType;
  property: string;
  definitions: Readonly<Record<string, PropertyDefinition>>;
}): boolean {
  if (asked.objectType === 'contacts' && asked.property === 'email') return true;
  return asked.definitions[asked.property]?.hasUniqueValue === true;
}
